"""Scrapes that hold no article are told apart from short articles, in the languages that pages come in."""

from __future__ import annotations

import pytest

from readery.clean import clean
from readery.clean.text import lines
from readery.findings import NO_ARTICLE
from readery.model import Media, Origin, RawPage

ERRORS = {
    "en": """Example Post
Home
News
Sport
Page not found
Sorry, the page you are looking for does not exist or has been moved.
Try searching for it, or go back to the home page.
Contact us
Privacy policy
© 2020 Example Post""",
    "de": """Beispielpost
Startseite
Politik
Sport
Seite nicht gefunden
Die von Ihnen aufgerufene Seite existiert nicht mehr oder wurde verschoben.
Zur Startseite
Impressum
Datenschutz""",
    "fr": """Le Courrier
Accueil
Politique
Sport
Page introuvable
La page que vous recherchez n'existe pas ou a été déplacée.
Retour à l'accueil
Mentions légales
Contact""",
    "es": """El Correo
Inicio
Política
Deportes
Página no encontrada
La página que buscas no existe o ha sido eliminada.
Volver al inicio
Aviso legal
Contacto""",
    "it": """Il Corriere
Home
Politica
Sport
Pagina non trovata
La pagina che stai cercando non esiste o è stata spostata.
Torna alla home
Note legali
Contatti""",
    "pt": """O Correio
Início
Política
Esportes
Página não encontrada
A página que você procura não existe ou foi removida.
Voltar ao início
Fale conosco
Termos de uso""",
    "nl": """De Post
Home
Politiek
Sport
Pagina niet gevonden
De pagina die u zoekt bestaat niet meer of is verplaatst.
Naar de homepage
Contact
Privacy""",
    "pl": """Kurier
Strona główna
Polityka
Sport
Nie znaleziono strony
Strona, której szukasz, nie istnieje lub została przeniesiona.
Wróć na stronę główną
Kontakt
Regulamin""",
    "ru": """Вестник
Главная
Политика
Спорт
Страница не найдена
Запрашиваемая страница не существует или была удалена.
Вернуться на главную
Контакты
Реклама""",
    "sv": """Posten
Hem
Politik
Sport
Sidan kunde inte hittas
Sidan du söker finns inte eller har flyttats.
Till startsidan
Kontakta oss
Om cookies""",
    "ja": """例新聞
ホーム
政治
スポーツ
ページが見つかりません
お探しのページは存在しないか、移動した可能性があります。
トップページへ
お問い合わせ
利用規約""",
    "zh": """例报
首页
政治
体育
页面不存在
您访问的页面不存在或已被删除。
返回首页
联系我们
版权所有""",
}
WALLS = {
    "en": """Example Post
Home
News
Subscribe to continue reading
Already a subscriber? Log in
You must be logged in to read this article.
Create a free account
Forgot your password?
Terms of use""",
    "de": """Beispielpost
Politik
Sport
Jetzt weiterlesen mit Abo
Bereits Abonnent? Anmelden
Melden Sie sich an, um diesen Artikel zu lesen.
Jetzt registrieren
Passwort vergessen?
Impressum""",
    "fr": """Le Courrier
Accueil
Politique
Article réservé aux abonnés
Déjà abonné ? Se connecter
Connectez-vous pour lire la suite.
Créer un compte
Mot de passe oublié ?
Mentions légales""",
    "es": """El Correo
Inicio
Contenido exclusivo para suscriptores
¿Ya eres suscriptor? Inicia sesión
Inicia sesión para seguir leyendo.
Crear una cuenta
¿Olvidaste tu contraseña?
Aviso legal""",
}
NOTICES = {
    "en": """We use cookies
We and our partners store and access information on your device, such as cookies, and process personal data \
for advertising and measurement.
Accept all
Reject all
Manage preferences
Privacy policy""",
    "de": """Wir verwenden Cookies
Wir und unsere Partner speichern Informationen auf Ihrem Gerät, zum Beispiel Cookies, und verarbeiten \
personenbezogene Daten für Werbung und Messung.
Alle akzeptieren
Alle ablehnen
Einstellungen
Datenschutzerklärung
Impressum""",
    "fr": """Nous utilisons des cookies
Nos partenaires et nous stockons des cookies sur votre appareil et traitons des données personnelles pour la \
publicité et la mesure.
Tout accepter
Tout refuser
Paramétrer les cookies
Politique de confidentialité""",
    "es": """Utilizamos cookies
Nosotros y nuestros socios almacenamos cookies en su dispositivo y tratamos datos personales para la \
publicidad y la medición.
Aceptar todo
Rechazar todo
Configurar cookies
Política de privacidad""",
    "it": """Utilizziamo i cookie
Noi e i nostri partner archiviamo cookie sul tuo dispositivo e trattiamo dati personali per la pubblicità e \
la misurazione.
Accetta tutto
Rifiuta tutto
Gestisci le preferenze
Privacy policy""",
    "nl": """Wij gebruiken cookies
Wij en onze partners slaan cookies op uw apparaat op en verwerken persoonsgegevens voor advertenties en metingen.
Alles accepteren
Alles weigeren
Instellingen
Privacybeleid""",
}
SHORT = {
    "en": """The ferry will not sail on Monday

3 May 2017

The ferry to the outer islands will not sail on Monday, because its engine is being looked at. Tickets stay \
valid until the end of the month, the harbour office says.""",
    "de": """Die Fähre fährt am Montag nicht

3. Mai 2017

Die Fähre zu den äußeren Inseln fährt am Montag nicht, weil ihre Maschine überholt wird. Fahrkarten gelten \
bis zum Ende des Monats, teilt das Hafenamt mit.""",
}


def said(text: str) -> str:
    result = clean(RawPage(Origin("page.txt", "text", "0"), Media.TEXT, text))
    if result.article is not None:
        return f"an article: {result.article.text}"
    (finding,) = result.findings
    assert finding.kind is NO_ARTICLE
    assert finding.remedy
    return finding.problem


@pytest.mark.parametrize("lang", ERRORS)
def test_an_error_page_is_no_article(lang: str) -> None:
    assert "error message" in said(ERRORS[lang])


@pytest.mark.parametrize("lang", WALLS)
def test_a_login_wall_is_no_article(lang: str) -> None:
    assert "log in" in said(WALLS[lang])


@pytest.mark.parametrize("lang", NOTICES)
def test_a_consent_notice_is_no_article(lang: str) -> None:
    assert "cookies" in said(NOTICES[lang])


@pytest.mark.parametrize("lang", SHORT)
def test_a_short_article_is_one(lang: str) -> None:
    assert said(SHORT[lang]).startswith("an article: ")
    assert "2017" not in said(SHORT[lang])


def test_captions_alone_are_no_article() -> None:
    assert "no article" in said(
        "The lamp was lit in March 1861. Photo: Ann Orr\n\nThe tower in the snow. Photo: Bo Lind"
    )


def test_a_paragraph_said_twice_is_an_article_where_it_is_all_there_is() -> None:
    text = "The last ferry of the season left Sandholm at six in the evening, and the whole harbour came down to see it go."
    assert said(f"Story 3\n\n{text}\n\n{text}\n").startswith("an article: ")


def test_a_line_of_millions_is_refused_or_read_at_once() -> None:
    assert "million" in said("a" * (lines.LONGEST + 1))
    assert said("The keeper counts the lamps. " * 30_000).startswith("an article: ")
    assert said("a" * 1_000_000)


def test_lines_beyond_all_measure_are_refused_with_their_number() -> None:
    assert f"{lines.MOST + 1} lines" in said("12.12.2016 12:12\n" * (lines.MOST + 1))


def test_a_text_that_is_mostly_binary_is_no_article() -> None:
    noise = "".join(chr(33 + (at * 7919) % 90) + ("\n" if at % 70 == 0 else "") for at in range(20_000))
    assert not said("\x00\x01\x02\ufffd" * 5_000).startswith("an article")
    assert said(noise)
