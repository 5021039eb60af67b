"""Common nouns that editors file articles under: what a single word must be to be a tag without being a name.

By hand, after the headings that newspapers, libraries and encyclopaedias share; closed and small on purpose. A word that
is not here can still be a tag where it says much of an article; one that is here needs to say less.
"""

from __future__ import annotations

from functools import lru_cache

from readery.stems import stemmer

_TOPICS = {
    "en": """
        abortion academia accessibility accident acoustics acting activism addiction adolescence adoption advertising
        aerospace aesthetics ageing agriculture aid airline airport alcohol algebra algorithm alien allergy alphabet
        amnesty analytics anarchism anatomy ancestry animal animation antarctica anthropology antibiotic antiquity
        antisemitism antitrust anxiety apartheid aquarium archaeology architecture archive arctic army art arson
        asteroid astrology astronaut astronomy asylum atheism athletics atmosphere atom auction austerity autism
        automation autonomy aviation bacteria baking ballet ballot bank bankruptcy banking baptism baseball basketball
        battery bee beer bias bible bicycle bike cycling biodiversity biography biology biotechnology bird birth
        blockchain blood boat bonds book bookshop border botany boxing boycott brain bread breastfeeding brewing bribery
        bridge broadband broadcasting browser budget building bullying burnout bus business butterfly camera camping
        cancer candidate cannabis canoe capitalism car carbon career cartography cartoon castle casino cat cattle
        cavalry ceasefire celebrity cell cemetery censorship ceramics chemistry chess chicken childhood chocolate cholera
        christianity cinema circus citizenship city climate cloning clothing coal coaching cocaine coffee colonialism
        comedy comet comic commerce communism commuting compiler composer computer computing conservation conservatism
        conspiracy constitution construction consumer cooking copyright coral coronavirus corruption cosmetics
        cosmology cotton counterfeiting coup court crash cricket crime criticism crop cryptocurrency cryptography
        cuisine culture currency curriculum cybersecurity dam dance data database death debate debt deforestation
        dementia democracy demography dentistry depression desert design desegregation dialect diabetes diet dinosaur
        diplomacy disability disarmament disaster discrimination disease disinformation dissident diversity divorce dna
        dog drama drawing drink driving drone drought drug earnings earthquake ebola eclipse ecology economics economy
        education election electricity elephant email embassy emigration emission empire employment encryption
        endangerment energy engine engineering environment epidemic epidemiology equality equity erosion espionage ethics
        ethnicity euthanasia evolution excavation execution exercise exhibition exile exoplanet experiment exploration
        explosion export expressionism extinction extradition extremism factory faith famine fantasy farming fascism
        fashion fatherhood feminism fencing ferry fertility festival feudalism fiction film finance fire firefighting fish
        fishing fitness flood flower folklore food football forecasting forensics forest forestry fossil fossils fraud
        freedom friendship frog fruit fuel fungus furniture galaxy gambling game gardening gas gender gene genealogy
        genetics genocide gentrification geography geology geometry geopolitics ghost glacier glass globalisation
        globalization gold golf gospel gossip governance government governor graffiti grammar gravity greenhouse grief
        guitar gun gymnastics hacking hacker happiness harassment hardware harvest health healthcare hearing heart
        heatwave helicopter heritage hibernation hiking hip-hop history hobby hockey holiday holocaust homelessness
        homeschooling homicide homosexuality honey horror horse hospital hospitality hostage hotel housing humanism
        humanitarian humour hunger hunting hurricane hydrogen hygiene ice identity illness illustration immigration
        immunity immunology impeachment imperialism import imprisonment inclusion independence industry inequality
        infection infertility inflammation inflation influenza infrastructure inheritance injury innovation insect
        insolvency insomnia insurance insurgency intelligence internet invention investigation investing investment
        investor islam islamism jazz jellyfish jewellery jihad journalism judaism judge judiciary justice kidnapping
        kitchen knitting laboratory labour labor lake landing landmine landscape language laser law lawsuit layoff
        leadership learning legend legislation legislature leisure lesbian liberalism liberty library licensing lighthouse
        linguistics literacy literature loan lobbying logic logistics loneliness lottery love lung magazine magic magnet
        malaria malware management manufacturing manuscript map marathon marijuana marketing markets market marriage
        massacre mathematics measles meat media medicine meditation memoir memory meteor meteorite meteorology meth
        methane microscopy microbiology migrant migration military militia mineral mining misinformation missile mission
        missionary mob mobility modernism monarchy monastery money monopoly monument moon morality mortality mortgage
        mosque mosquito motherhood motorcycle mountain mountaineering murder museum mushroom music musician mythology
        nanotechnology narcissism nationalism nationality nature navigation navy negotiation networking neuroscience
        newspaper newspapers nobility novel nuclear nursing nutrition nutrients obesity obituary ocean oceanography
        olympics opera opioid optics orchestra organ orphan outbreak overpopulation oxygen ozone pacifism painting
        palaeontology paleontology pandemic papacy parasite parenting parliament particle passport patent pathology
        patriotism peace pedagogy pension perfume permafrost persecution pesticide pet petroleum pharmaceutical pharmacy
        philanthropy philosophy phishing phone photography physics physiology piano pilgrimage pilot piracy pirate plague
        planet plant plastic plastics play plumbing podcast poetry poet poison polar police politics pollution poker
        population populism pornography port postcolonialism pottery poverty pregnancy prejudice presidency press
        primary prison prisoner privacy privatisation privatization programming propaganda prosecution prostitution
        protectionism protest protestantism protester psychiatry psychoanalysis psychology publishing punishment puzzle quantum
        quarantine rabies race racing racism radar radiation radio railway railways railroad rain rape rebellion recession
        recipe recycling referendum reform refugee regulation rehabilitation religion remittance renaissance renovation
        rent reporting research resettlement resistance restaurant retail retirement revolution rhetoric rice riot river
        robot robotics rocket romance romanticism royalty rubber rugby running sabotage sailing salmon salt sanctions
        sanitation satellite satire sausage scandal scholarship school schools science scientist sculpture sea
        security segregation semiconductor senate sensor separatism settlement settlements sewage sex sexism sexuality
        shark shipbuilding shipping shipwreck shooting shopping silk silver skateboarding skiing skin slavery sleep
        smartphone smoking smuggling snow soccer socialism sociology software soil solar soldier songwriting space
        spacecraft spaceflight spam speech spirituality sponsorship sport sports sportsmanship spy stabbing stadium
        startup statistics steel stigma stock stocks storm storytelling strike student subsidies suburb sugar suicide
        surfing surgery surrealism surveillance survival sustainability swimming symmetry syphilis tariff tax taxation taxes
        taxi tea teaching teacher technology teenager teeth telecommunication telecommunications telescope television
        temperature tennis terrorism textbook textile textiles theatre theater theft theology therapy thriller tide tiger
        timber tobacco torture tornado tourism town toxicology toy trade trading tradition traffic trafficking tragedy
        training transgender translation transplant transport transportation trauma travel treaty tree trial triathlon
        tribe tribunal tsunami tuberculosis tunnel twins typography tyranny unemployment union universe university
        urbanism urbanisation utilities vaccine vaccination vandalism vegan veganism vegetable vegetarianism vehicle vehicles
        venture veteran video violence virology virus visa volcano volleyball volunteering voting voter wage wages walking war
        warfare warming waste water wealth weapon weather website wedding weed welfare whale whistleblower wildfire wildlife
        wind wine winter witchcraft wolf women women's wood work workplace worm wrestling writing xenophobia yoga youth
        zoo zoology
        """,
    "de": """
        abrüstung abtreibung aktien alter alkohol altertum angst antike antisemitismus anthropologie arbeitslosigkeit
        arbeitsmarkt archäologie architektur archiv armut artenschutz arznei asien astronomie asyl atomkraft atheismus
        aufklärung ausbildung ausstellung auto automobil bahn ballett bank banken bauen bergbau bergsteigen bevölkerung
        bibel bibliothek bienen bier bildung biodiversität biografie biologie boden botanik brücke buch bücher buddhismus
        bundestag bundeswehr chemie christentum chronik computer corona datenschutz demenz demografie demokratie denkmal
        depression design diabetes digitalisierung diktatur diplomatie diskriminierung drogen einwanderung eisenbahn
        elektroauto elektronik emanzipation energie energiewende entwicklungshilfe epidemie erdbeben erinnerung ernährung
        erziehung ethik evolution extremismus fahrrad familie faschismus feminismus fernsehen feuerwehr film finanzen
        fischerei fleisch fliegen flucht flüchtlinge flughafen flüsse fluss folklore forschung fossilien fotografie freiheit
        freizeit frieden fußball galaxie garten gebet geburt gedicht gefängnis geheimdienste geld gemüse genetik geografie
        geologie geometrie gerechtigkeit gericht geschichte gesellschaft gesetz gesundheit gewalt gewerkschaft glaube
        gletscher gleichstellung globalisierung gold grammatik handel handball handwerk haustiere hebammen heimat hitze
        hochwasser holocaust homosexualität honig humanismus humor hund hunger hygiene identität ideologie immobilien
        impfung imperialismus impressionismus industrie inflation informatik inklusion innovation insekten insolvenz
        integration internet islam jagd jazz journalismus judentum jugend justiz kaffee kalligrafie kapitalismus karikatur
        kartografie katze kino kirche kirchen kindheit klima klimawandel kloster kochen kolonialismus kommunismus komponist
        konsum konzert korruption kosmologie krankenhaus krankheit krebs krieg kriminalität krise kultur kunst küche künstler
        landwirtschaft laufen lehrer leichtathletik liebe linguistik literatur luftfahrt lyrik malerei malaria management
        manager marketing mathematik medien medizin meer meteorologie meteorit miete migration militär mission mittelalter
        mobilität mode monarchie mond moschee museum museen musik mythologie märchen nachhaltigkeit nationalismus
        nationalsozialismus natur naturschutz neurowissenschaft obdachlosigkeit oper optik orchester ozean pädagogik papst
        parlament patente pferde pflanzen pflege philosophie physik plastik poesie politik polizei populismus post
        pressefreiheit privatsphäre propaganda protest psychiatrie psychologie quanten radfahren radio radsport
        rassismus rechtsextremismus recht recycling reform reformation regierung reisen religion rente restaurant
        restaurierung revolution ritter roboter rohstoffe roman romantik raumfahrt sanktionen satire schach schiff
        schifffahrt schlaf schnee schule schulen schwangerschaft schwimmen seefahrt seelsorge seuche sexualität sicherheit
        siedlungen sklaverei skifahren software solarenergie sozialismus soziologie spiele spionage sport sprache staat
        stadtentwicklung stadtplanung statistik steuern steuer strafrecht strom streik studium sturm sucht
        suchmaschine tanz technik technologie tee terrorismus theater theologie tiere tierschutz tod tourismus tradition
        umwelt umweltschutz unfall ungleichheit universität unternehmen urheberrecht urlaub überwachung vegetarisch verbrechen
        verfassung verkehr versicherung verwaltung viren virus vögel völkerrecht vulkan waffen wahl wahlen wald wandern wasser
        wein weltall weltkrieg werbung wetter winter wirtschaft wissenschaft wohnen wohnung wolf zensur zoo zoologie zucker
        """,
    "fr": """
        agriculture alimentation animaux architecture archéologie armée art assurance astronomie avion banque bibliothèque
        biologie bière bourse catholicisme chasse chimie chômage cinéma climat colonialisme commerce communisme concert
        consommation corruption crime cuisine culture cyclisme danse démocratie design diplomatie discrimination drogue droit
        droits eau école écologie économie édition éducation égalité église élection élections emploi énergie enfance
        enseignement entreprise environnement épidémie espace éthique évolution exposition famille fascisme féminisme fiscalité
        football forêt formation géographie géologie gouvernement grève guerre handicap histoire homosexualité hôpital humour
        immigration impôt impôts industrie inégalités inflation informatique innovation insectes internet islam jardin jazz
        jeunesse journalisme judaïsme justice langue libertés liberté linguistique littérature livre livres logement loisirs
        maladie marché mariage mathématiques médecine médias mer météo migration mode monarchie montagne mort musée musique
        mythologie nature nucléaire numérique nutrition océan opéra paix parité parlement patrimoine pauvreté pêche peinture
        pensions philosophie photographie physique poésie police politique pollution population populisme presse prison
        psychologie publicité racisme radio randonnée recherche réforme réfugiés religion restaurant retraite retraites révolution
        roman rugby santé satellite science sciences sculpture sécurité séisme sexualité sida sociologie solidarité sommeil sport
        syndicat tabac technologie télévision tennis terrorisme théâtre tourisme tradition train transport transports travail
        trottinette université urbanisme vaccin vaccination vélo vin violence violences virus voyage voyages
        """,
    "es": """
        aborto agricultura agua alimentación animales antropología arqueología arquitectura arte astronomía autonomía aviación banca
        biblioteca biología bolsa calor ciencia cine ciudadanía clima cocina comercio comunismo constitución construcción consumo
        contaminación corrupción crimen cristianismo cultura danza delincuencia democracia deporte derecho derechos desempleo
        desigualdad diplomacia discriminación diseño droga drogas ecología economía educación ejército elecciones empleo empresa
        energía enfermedad enseñanza epidemia escuela espacio ética evolución exposición familia fascismo feminismo ferrocarril
        fiscalidad fotografía fútbol genética geografía geología gobierno guerra historia homosexualidad hospital huelga humor
        igualdad iglesia impuestos independencia industria inflación informática inmigración innovación insectos internet islam
        jardín jazz jóvenes judaísmo justicia juventud lengua libertad lingüística libro libros literatura mar matemáticas medicina
        medios meteorología migración minería moda monarquía montaña muerte museo museos música mitología naturaleza nutrición
        océano ópera parlamento patrimonio paz pensiones periodismo pesca petróleo pintura pobreza poesía policía política
        población populismo prensa prisión psicología publicidad racismo radio reforma refugiados religión restaurante revolución
        salud satélite seguridad sequía sexualidad sindicato sociología sociedad tabaco teatro tecnología televisión tenis
        terremoto terrorismo trabajo tradición transporte transportes tren turismo universidad urbanismo vacuna vacunas viajes vino
        violencia virus vivienda voluntariado
        """,
}


@lru_cache(maxsize=32)
def topics(lang: str) -> frozenset[str]:
    """Stems of the topical nouns of a language; empty where none are known."""
    return frozenset(stemmer(lang)(_TOPICS[lang].split())) if lang in _TOPICS else frozenset()
