"""What pages write beside their dates, in the languages of the web's press: which of them say that the page was changed."""

from __future__ import annotations

import re

# Compared case-folded. Where a language inflects, the stem stands here.
_UPDATED = """
update|updated|last updated|last modified|modified|revised|edited|amended|changed|reviewed
aktualisiert|letzte aktualisierung|zuletzt aktualisiert|aktualisierung|stand|letzte änderung|zuletzt geändert
geändert|überarbeitet|bearbeitet|zuletzt bearbeitet|zuletzt|letztes update
mis à jour|mise à jour|màj|maj|modifié|actualisé|dernière modification
actualizado|actualizada|última actualización|actualización|modificado|editado
atualizado|atualizada|última atualização|atualização|modificado em
aggiornato|aggiornata|ultimo aggiornamento|aggiornamento|modificato|ultima modifica
bijgewerkt|laatst bijgewerkt|laatst gewijzigd|gewijzigd|aangepast
aktualizacja|zaktualizowano|zaktualizowany|ostatnia aktualizacja|zmodyfikowano
обновлено|обновлён|обновлен|изменено|отредактировано|оновлено|змінено
aktualizováno|aktualizované|aktualizácia|aktualizace|upraveno
uppdaterad|uppdaterades|senast uppdaterad|ändrad|oppdatert|sist oppdatert|opdateret|sidst opdateret|päivitetty
muokattu
güncelleme|güncellendi|güncellenme|son güncelleme|frissítve|frissítés|módosítva|actualizat|ενημερώθηκε|ενημέρωση
diperbarui|cập nhật|ปรับปรุง|อัปเดต|अपडेट|अद्यतन
تحديث|آخر تحديث|تم التحديث|محدث|עודכן|עדכון|עדכון אחרון|به‌روزرسانی|بروزرسانی
更新|最終更新|更新日|更新时间|更新時間|修正|수정|업데이트|최종수정
"""
_PUBLISHED = """
published|publish date|date published|first published|posted|created|date|released|release date|issued|written
filed|submitted|added|online|publication date|originally published|press release|dated
veröffentlicht|veröffentlichung|publiziert|erschienen|erstellt|datum|vom|eingestellt|gepostet|geschrieben
verfasst|erstveröffentlichung|veröffentlichungsdatum|online seit
publié|publiée|paru|parue|mis en ligne|mise en ligne|posté|écrit|créé|date de publication|rédigé|date
publicado|publicada|fecha|fecha de publicación|creado|publicación
publicado em|publicada em|data|criado
pubblicato|pubblicata|data di pubblicazione|scritto|postato|creato
gepubliceerd|geplaatst|geschreven|datum
opublikowano|opublikowany|data publikacji|data|dodano|utworzono|data dodania
опубликовано|опубликован|дата|дата публикации|размещено|добавлено|опубліковано
publikováno|zveřejněno|vydáno|publikované|zverejnené
publicerad|publicerades|publisert|publiceret|julkaistu|oprettet|skapad
yayınlanma|yayın tarihi|yayınlandı|giriş|tarih|oluşturulma|eklenme|megjelent|közzétéve|publicat|δημοσιεύθηκε
δημοσίευση
diterbitkan|dipublikasikan|đăng|ngày đăng|เผยแพร่|प्रकाशित|प्रकाशन
نشر|نُشر|تاريخ النشر|نشرت|فی|פורסם|תאריך|פורסם בתאריך|تاریخ انتشار|منتشر شده
发布|发布时间|發布|發布時間|发表|发表于|發表|公開|公開日|掲載|配信|投稿日|投稿|작성|입력|등록|게시|승인|时间|日期|日付
"""
_BETWEEN = """
on at the of in by from a an to and o
am um der den dem uhr den von ab seit
le à du de la el a las los il alle ore del dal em às do da no om op te w dnia o godz godzina r roku г года году року в во от
kl klo klokken den de d ve saat tarihinde napján m d g gada lúc ngày vào pada เวลา น को בשעה ב في الساعة بتاريخ يوم
h hs hrs hours heures uur час
"""

_PHRASES = {
    phrase: role
    for role, phrases in (("published", _PUBLISHED), ("updated", _UPDATED))
    for line in phrases.casefold().strip().splitlines()
    for phrase in line.split("|")
}
_BETWEEN_WORDS = frozenset(_BETWEEN.casefold().split())
_WORDS = re.compile(r"[^\W\d_][^\s\d.,:;|()\[\]/·•–—-]*")


def _alternatives(phrases: list[str]) -> str:
    """A pattern for any of them, longest first; as whole words where the script has words."""
    return "|".join(
        re.escape(each) if each[0] > "\u2e80" else rf"(?<!\w){re.escape(each)}(?!\w)"
        for each in sorted(phrases, key=len, reverse=True)
    )


_ROLE_UPDATED = re.compile(_alternatives([phrase for phrase, role in _PHRASES.items() if role == "updated"]))
_ROLE_PUBLISHED = re.compile(_alternatives([phrase for phrase, role in _PHRASES.items() if role == "published"]))
_LABEL_WORDS = frozenset(word for phrase in _PHRASES for word in _WORDS.findall(phrase))
_AFTER = re.compile(r"[\s)】]{0,2}(?:更新|修正|수정)")


def role(before: str, after: str = "") -> str:
    """``published`` or ``updated`` as the words nearest before a date (or, in East Asia, after it) say; else empty."""
    text = before.casefold()
    if _says_nothing(_WORDS.findall(text)):
        return "updated" if _AFTER.match(after) else ""
    places = {
        each: max((match.end() for match in pattern.finditer(text)), default=-1)
        for each, pattern in (("published", _ROLE_PUBLISHED), ("updated", _ROLE_UPDATED))
    }
    if max(places.values()) >= 0:
        return max(("updated", "published"), key=places.__getitem__)
    return "updated" if _AFTER.match(after) else ""


def unlabelled(text: str) -> list[str]:
    """The words of `text` that are neither such labels nor the little words that tie a date together."""
    words = _WORDS.findall(text.casefold())
    if not _says_nothing(words):
        words = _WORDS.findall(_ROLE_PUBLISHED.sub(" ", _ROLE_UPDATED.sub(" ", text.casefold())))
    return [word for word in words if word not in _BETWEEN_WORDS]


def _says_nothing(words: list[str]) -> bool:
    """Whether no label can be made of these words; looking for each of them in a text takes far longer."""
    return _LABEL_WORDS.isdisjoint(words) and not any(word[0] > "\u2e80" for word in words)
