"""Words that tell names from other capitalised words: closed lists, by hand. English first, and what its neighbours share."""

from __future__ import annotations

NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
"""Languages whose nouns are all capitalised: a single capitalised word says nothing there."""

DETERMINERS = frozenset(
    """
    der die das den dem des ein eine einen einem einer eines kein keine keinen sein seine seinen seiner ihr ihre ihren ihrer
    am im zum zur vom beim dieser diese dieses diesem jeder jede jedes
    """.split()
)
"""What stands before a noun and not before a person, in languages whose nouns have capitals."""

HONORIFICS = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron rev reverend rabbi imam
    former ex ex-president then-president late herr frau monsieur madame mme mlle maître señor señora don doña signor signora
    """.split()
)
"""Words that stand before a person's name and are no part of it."""

ADDRESSES = frozenset("mr mrs ms mister herr frau monsieur madame mme señor señora signor signora".split())
"""How people are addressed: what stands before it is no part of the name, even if it has a capital."""

ROLES = frozenset(
    """
    president vice-president minister chancellor secretary senator sen congressman congresswoman representative rep
    governor gov mayor ambassador pope archbishop bishop cardinal colonel col captain capt lieutenant lt sergeant sgt
    admiral commander spokesman spokeswoman coach manager detective inspector sheriff director chairman chairwoman
    leader analyst striker goalkeeper midfielder defender skipper actor actress singer author boss founder
    sprecher sprecherin chef chefin leiter leiterin trainer bürgermeister bürgermeisterin abgeordneter abgeordnete
    bundeskanzler bundeskanzlerin kanzler kanzlerin präsident präsidentin ministerin président présidente ministre
    presidente ministro
    ceo cfo cto executive officer employee prosecutor premier speaker commissioner adviser advisor strategist economist
    historian scientist engineer editor correspondent columnist novelist poet composer drummer guitarist bassist quarterback
    pitcher rookie champion veteran rapper winger flanker hooker half publicist frontman showrunner filmmaker producer
    billionaire dictator emperor administrator attorney judge justice chief officer congressman lawmaker singer guitarist
    rapper astronaut physicist biologist chemist psychologist sociologist lawyer journalist photographer designer architect
    conductor songwriter bookmaker playwright sculptor screenwriter presenter broadcaster
    mp mps mep meps msp republican democrat politician activist campaigner chairperson president-elect
    """.split()
)
"""What a person is, where it stands right before the name: ``Foreign Minister Sergei Lavrov``."""

ROLE_WORDS = ROLES | frozenset(
    """
    prime foreign home defence defense finance interior deputy vice former ex chief executive general shadow interim acting
    assistant senior lead police
    """.split()
)
"""What may stand before a role."""

GENERALS = frozenset("attorney secretary director surgeon governor solicitor consul major brigadier lieutenant".split())
"""Before these, ``general`` is what a person is: ``Attorney General Letitia James``."""

JOINERS = tuple(
    "of the|of|de la|de los|de las|del|de|des|du|di|da|do|dos|della|van der|van den|van de|van|von der|von|al|bin|ibn|&".split(
        "|"
    )
)
"""Small words inside a name."""

QUANTITIES = frozenset(
    """
    millions thousands hundreds dozens scores members cases parts part half most some many all
    one two three four five six seven eight nine ten
    """.split()
)
"""Words that with ``of`` stand before a name and are no part of it: Millions of South Koreans."""

BODIES = frozenset(
    """
    institute center centre centers centres department ministry campaign association society agency office council committee foundation
    fund organization organisation network coalition commission programme program party movement school college alliance
    trust court board bureau federation union minister secretary bundesamt amt institut ministerium gesellschaft verband
    """.split()
)
"""Words after which ``for`` and ``and`` belong to a name: Centre for European Reform."""

OWNERS = frozenset("people women men children king queen lord".split())
"""Folded English nouns whose possessive begins a name or stands in one: ``People's Daily``, ``Women's World Cup``."""

SHARED = frozenset(
    """
    food drug drugs securities health education science sciences environment trade culture research standards energy labour
    labor foreign weights disease aeronautics oceanic economic social arts business industry immigration customs alcohol
    agriculture agricultural housing transport transportation tourism sport sports media immunology allergy justice peace
    security technology engineering medicine language literature finance fisheries forestry parks women children families
    """.split()
)
"""Words after which ``and`` belongs to the name of a body: Securities and Exchange Commission."""

AGENCIES = frozenset(
    """
    afp ap apa dpa epa pa reuters bloomberg ansa efe tass interfax xinhua kyodo pti ani ians upi sid kna belga
    """.split()
) | {
    "associated press",
    "agence france presse",
    "press association",
    "pa media",
    "deutsche presse agentur",
    "united press international",
    "press trust of india",
    "australian associated press",
    "canadian press",
    "dow jones newswires",
}
"""Folded names of news agencies."""

NO_NAMES = (
    AGENCIES
    | {"xinhua news agency", "getty images", "getty", "image credit", "advertisement", "photo", "read more", "sign up"}
    | {"rights reserved", "all rights reserved", "continue reading", "click here", "press release", "file photo"}
    | frozenset(
        """
        latest breaking exclusive opinion editor editors via credit caption source inc corp ltd llc plc md phd mba ceo
        ariz calif colo conn dem del fla ga ill ind kan ky mass mich minn miss mont neb nev okla ore penn pa rep tenn tex va
        vt wash wis wyo url faq pdf html
        """.split()
    )
)
"""Folded runs of capitals that name nothing an article is about: sources, credits, abbreviated states and parties."""

CALENDAR = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays mon tue tues wed thu thur thurs fri sat sun
    januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    lundi mardi mercredi jeudi vendredi samedi dimanche
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    lunes martes miércoles jueves viernes sábado domingo
    gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    gmt utc est edt pst pdt bst cet am pm ad bc
    christmas easter today yesterday tomorrow tonight
    """.split()
)
"""Dates and times: capitalised in some languages, never tags."""

PLACES_BEFORE = frozenset(
    """
    north south east west northern southern eastern western central new great greater upper lower mid northeast
    northwest southeast southwest san santa saint st los las el la fort mount lake port cape
    """.split()
)
"""First words after which the last word alone names something else: North Korea is not Korea."""

ALIASES = {
    "us": "United States",
    "usa": "United States",
    "united states of america": "United States",
    "uk": "United Kingdom",
    "great britain": "United Kingdom",
    "britain": "United Kingdom",
    "eu": "European Union",
    "un": "United Nations",
    "uae": "United Arab Emirates",
    "ussr": "Soviet Union",
    "nyc": "New York City",
    "la": "Los Angeles",
}
"""Folded short forms that stand for one thing wherever they occur → its name."""

DEMONYMS = {
    "american": "United States",
    "australian": "Australia",
    "indian": "India",
    "russian": "Russia",
    "syrian": "Syria",
    "british": "United Kingdom",
    "briton": "United Kingdom",
    "french": "France",
    "german": "Germany",
    "spanish": "Spain",
    "dutch": "Netherlands",
    "swiss": "Switzerland",
    "swedish": "Sweden",
    "danish": "Denmark",
    "finnish": "Finland",
    "norwegian": "Norway",
    "polish": "Poland",
    "portuguese": "Portugal",
    "irish": "Ireland",
    "scottish": "Scotland",
    "welsh": "Wales",
    "english": "England",
    "turkish": "Turkey",
    "greek": "Greece",
    "chinese": "China",
    "japanese": "Japan",
    "iraqi": "Iraq",
    "israeli": "Israel",
    "pakistani": "Pakistan",
    "afghan": "Afghanistan",
    "saudi": "Saudi Arabia",
    "ukrainian": "Ukraine",
    "hungarian": "Hungary",
    "czech": "Czech Republic",
    "brazilian": "Brazil",
    "argentine": "Argentina",
    "peruvian": "Peru",
    "egyptian": "Egypt",
    "lebanese": "Lebanon",
    "thai": "Thailand",
    "vietnamese": "Vietnam",
    "filipino": "Philippines",
    "canadian": "Canada",
    "mexican": "Mexico",
    "iranian": "Iran",
    "palestinian": "Palestine",
    "european": "Europe",
    "italian": "Italy",
    "belgian": "Belgium",
    "ukrainians": "Ukraine",
}
"""Folded demonyms that no ending explains → the place, where the place is named too."""

QUALIFIERS = frozenset(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth last latest next recent new newest old older oldest
    big bigger biggest small smaller little large larger great greater good better best bad worse worst long longer short
    same different several various certain other few many much more most less least whole entire average main major key
    past previous earlier later one two three four five six seven eight nine ten dozen dozens half
    hundred hundreds thousand thousands real-time full total single double full-time part-time
    """.split()
)
"""English words that qualify a noun and say nothing of a subject: with them no phrase begins."""

GENERAL = {
    "en": frozenset(
        """
        year years time times people person world set use used user users told tell work worked works told good number
        part week weeks want end high best second need needs think thought right long based including home call calls
        called making made place according expected group groups month months big million billion thousand thousands
        millions billions dozens
        hundred hundreds looking look looks seen saw future play playing plays played great lot able move moved give
        gives gave given giving took take takes taken open opened opening life chief start started run running game full
        important third away change changes changed state states show shows showed shown little win winning won winner
        former earlier system half information find found finds general despite days day due later hit past early earlier
        case cases current support director line following different real man men woman women face plan plans planned
        service services decision major record side hard possible recent data means mean keep keeps kept free point points
        lost lose small online action available level levels saying says said say saying ago went come comes coming know
        known knows key problem problems thing things issue issues allow allowed include included includes held hold
        biggest large larger largest local head return returned latest main strong control result results clear
        executive final form increase increased increasing continue interest spokesman spokeswoman spokesperson office
        ask asked asking list simply trying try tried tries create created share shared single report reported reports
        reporter cost costs cut name named names short hand issue global fact facts live lived lives living total offer
        offered member members sure rise rose risen easy announced announcement lead leads led leading leader role feel
        felt feeling previous personal example pay video late campaign process order chance term terms bring brought
        difficult figure figures provide provided simple higher high low lower turn turned mark released release
        series bit success huge growing choice value job performance actually idea ideas star story stories reason reasons
        project hope hopes reach read similar version involved act match experience special season period body bill
        remain remains way ways date view board built test area areas range young expect percent per cent quarter content
        spend spent spending force meeting kind forward build details prime fail failed speak speaking matter sense
        focus write written writer author add added addition amount move moment wait standard quickly happy
        sale considered outside ensure mind evidence serious title effort efforts event events average bad response step
        numbers wrong front true stand position drive approach avoid understand risk talk helped help helping particular
        happen happened happening annual account meet met manager fully agree agreed giant site product products began
        begin extra significant address claimed claim claims concern concerns concerned stage comment comments stay
        opportunity original existing light quality source previously question questions beyond target stop goal
        start starting career directly follow followed picture pictures french individual features feature room certain
        forced double admitted particularly award send sent friends friend study week weekend morning night evening
        eventually watch minutes minute hour hours second seconds course today one two three four five six seven eight
        nine ten first last next new old latest whole sort type types piece pieces word words line lines page pages click
        photo photos image images website web site app free buy want wanted left right top bottom back front inside
        official officials statement department according spokesperson suspect incident scene area note update updated
        human foreign public private national international social political economic financial legal medical modern common
        popular professional domestic local regional house west east north south super mid top-level
        guy guys girl boy kid kids child children mother father son daughter wife husband family lot bit fan fans
        """.split()
    ),
    "de": frozenset(
        """
        jahr jahre jahren tag tage tagen zeit zeiten mensch menschen woche wochen monat monate monaten uhr prozent
        million millionen milliarde milliarden euro ende anfang teil fall fälle frage fragen art weise leben welt land
        haus mann frau männer frauen kind kinder leute beispiel grund gründe ziel ziele möglichkeit problem probleme
        thema themen arbeit platz stelle seite seiten bild bilder artikel foto fotos angaben zahl zahlen stadt ort form
        bereich recht weg wege hand gut neu neue neuen groß große großen heute morgen gestern viel viele ersten zwei drei
        """.split()
    ),
    "fr": frozenset(
        """
        an ans année années jour jours mois semaine semaines heure heures temps fois chose choses monde homme hommes femme
        femmes enfant enfants gens personne personnes vie part partie place moment façon manière cas exemple fin début
        nombre mot mots cela celui celle ceux dit dire fait faits faire peut question problème pays ville point côté suite
        million millions milliard milliards pourcent aujourd'hui hier demain nouveau nouvelle grand grande petit petite
        """.split()
    ),
    "es": frozenset(
        """
        año años día días mes meses semana semanas hora horas tiempo vez veces cosa cosas mundo hombre hombres mujer mujeres
        niño niños gente persona personas vida parte lugar momento manera forma caso ejemplo fin principio número palabra
        palabras dice dijo decir hecho hacer puede problema país ciudad punto lado millón millones ciento hoy ayer mañana
        nuevo nueva gran grande pequeño pequeña
        """.split()
    ),
    "ja": frozenset(
        """
        今回 今日 今年 今後 最近 最後 最初 以上 以下 以外 以前 以降 一番 一部 一方 一緒 一般 一人 二人 全部 全体 部分 場合 場所
        時間 時期 時代 期間 当時 現在 昨年 昨日 毎日 毎年 年間 同時 同様 同社 同日 自分 自身 自体 人間 人々 問題 必要 可能 重要
        大切 結果 結局 関係 関連 内容 状況 状態 情報 対応 対象 実際 実施 実現 本当 本来 理由 意味 意見 目的 目標 方法 方向 方針
        存在 発表 発生 説明 紹介 利用 使用 活動 参加 開催 予定 記事 言葉 名前 相手 世界 生活 仕事 会社 商品 製品 影響 効果 理解
        経験 確認 検討 変化 増加 以来
        """.split()
    ),
    "zh": frozenset(
        """
        今天 今年 昨天 明天 目前 现在 最近 最后 时间 时候 时期 期间 当时 以来 以上 以下 以及 其中 其他 部分 全部 一些 一个 一种
        这个 那个 这些 那些 我们 他们 她们 你们 自己 大家 问题 情况 方面 方法 方式 需要 可以 可能 能够 应该 必须 重要 主要 相关
        有关 关于 通过 进行 表示 认为 发现 发生 出现 成为 开始 继续 已经 没有 因为 所以 但是 如果 虽然 然而 并且 或者 这样 那样
        如何 什么 怎么 为什 内容 结果 原因 目的 意义 工作 生活 世界 国家 人们 地方 记者 报道 消息 文章 作者 图片 活动 发展 提供
        使用 利用 影响 作用 知道 觉得 看到 告诉
        """.split()
    ),
}
"""Language → common words that are no stop words, and yet say nothing of a text's subject when they stand alone."""

NOUNS_FOLLOW = {
    "en": """
        the a an this that these those his her its their our your my some any no each every another of in on for with by
        from at about between into through under over per against as
        """,
    "de": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen im am zum zur vom beim ins ans
        sein seine seinen seiner ihr ihre ihren ihrer unser unsere mein meine dieser diese dieses diesem diesen jeder jede
        jedes jedem jeden alle viele mit von für aus bei ohne gegen durch in an auf
        """,
    "fr": """
        le la les l' un une des du de d' ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos chaque
        aucun aucune au aux en sans par pour avec sur entre quelques plusieurs
        """,
    "es": """
        el la los las un una unos unas del de al este esta estos estas ese esa su sus mi mis nuestro nuestra cada ningún
        con sin por para en entre sobre
        """,
    "it": """
        il lo la i gli le l' un uno una del dello della dei degli delle di al allo alla ai alle nel nella nei nelle dal
        dalla sul sulla questo questa questi queste suo sua ogni con senza per in tra fra su
        """,
    "pt": """
        o a os as um uma uns umas do da dos das de ao à no na nos nas este esta esse essa seu sua seus suas cada com sem
        por para em entre sobre pelo pela
        """,
    "nl": """
        de het een der des dit dat deze die zijn haar hun ons onze mijn elk elke geen van in op voor met door uit bij
        zonder tegen over onder
        """,
}
"""Language → articles, pronouns and prepositions after which nouns stand."""

VERBS_PRECEDE = {
    "en": "the a an his her its their our your my how whether him them it us me himself herself itself themselves",
    "fr": "le la les un une cet cette ces son sa ses leur leurs",
    "es": "el la los las un una su sus",
    "it": "il lo la i gli le un uno una",
    "pt": "o a os as um uma",
    "nl": "het een",
}
"""Language → articles and pronouns that hardly follow a noun: what stands before them is likely a verb."""
