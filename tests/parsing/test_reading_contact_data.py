"""Names, addresses, numbers and places of the candidate, and of nobody else."""

from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from vitae.parsing.emails import find_emails
from vitae.parsing.name_forms import clean_name
from vitae.parsing.phones import Regions, find_phones
from vitae.parsing.places import parse_place
from vitae.parsing.rows import Piece

Parse = Callable[..., Any]
Print = Callable[..., Any]


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("JANE DOE", "Jane Doe"),
        ("Dr. José-María O'Neill-Łukasiewicz, PhD", "José-María O'Neill-Łukasiewicz"),
        ("Madonna", "Madonna"),
        ("DOE, Jane", "Jane Doe"),
        ("Иванов Иван Иванович", "Иванов Иван Иванович"),
        ("J A N E  D O E", "Jane Doe"),
        ("ANNA VON DER HEIDE", "Anna von der Heide"),
        ("JOHN ROE III", "John Roe III"),
        ("ROE, John A., Jr.", "John A. Roe Jr."),
        ("Ann Marie ROE, RM, RN, DipHE", "Ann Marie Roe"),
        ("Capt. John A. Roe FNI", "John A. Roe"),
        ("Erika Beispiel, Dipl.-Verw. (FH)", "Erika Beispiel"),
        ('Ma. Luz "Malou" dela Cruz, LPT', 'Ma. Luz "Malou" dela Cruz'),
        ("DE LA CRUZ, ANA", "Ana de la Cruz"),
        ("Jane Doe (she/her)", "Jane Doe"),
        ("JOHN ROE [he/they]", "John Roe"),
        ("Curriculum Vitae of Jane Doe", "Jane Doe"),
        ("Lebenslauf von Erika Beispiel", "Erika Beispiel"),
        ("Jane ‘Janie’ Doe", "Jane ‘Janie’ Doe"),
        ("Jane Doe, née Roe", "Jane Doe"),
        ("Anna Przykładowa (z d. Wzór)", "Anna Przykładowa"),
        ("Dr. med. vet. Erika Beispiel", "Erika Beispiel"),
        ("Dipl.-Ing. (FH) Max Beispiel", "Max Beispiel"),
        ("Dott.ssa Anna Esempio", "Anna Esempio"),
        ("к.т.н. Примеров Иван", "Примеров Иван"),
        ("Eng Li Wei", "Eng Li Wei"),
        ("Marcel·la O´Example-Doe", "Marcel·la O´Example-Doe"),
        ("Kumar s/o Raman", "Kumar s/o Raman"),
        ("Nur Aisyah binti Contoh", "Nur Aisyah binti Contoh"),
        ("Wanjiru wa Mfano", "Wanjiru wa Mfano"),
        ("SIOBHÁN NÍ SHAMPLA", "Siobhán Ní Shampla"),
        ("王小明", "王小明"),
        ("王小明 (Xiaoming Wang)", "王小明 (Xiaoming Wang)"),
        ("DR JANE DOE", "Jane Doe"),
        ("Nomvula Dube-Khoza CA(SA)", "Nomvula Dube-Khoza"),
        ("Jane Q. Doe, RN, BSN", "Jane Q. Doe"),
        ("Rhiannon Baker", "Rhiannon Baker"),
        ("Awa EXEMPLE épouse MODÈLE", "Awa Exemple"),
        ("Ana Ejemplo Vda. de Prueba", "Ana Ejemplo"),
        ("Ionescu (căs. Exemplu) Maria", "Ionescu Maria"),
        ("Tan Ah Contoh @ Peter Tan", "Tan Ah Contoh"),
        ("Cathal Mac Sampla (Charlie Sample)", "Cathal Mac Sampla"),
        ("Esimerkki, Juha-Pekka (J-P)", "Juha-Pekka (J-P) Esimerkki"),
        ("Jean « JS » Exemple-Modèle", "Jean « JS » Exemple-Modèle"),
        ("Peter „Pit“ Beispiel", "Peter „Pit“ Beispiel"),
        ('William J. ("Bill") Sample', 'William J. ("Bill") Sample'),
        ("Jane Doe-Roe, FCPA, FCA, ICD.D", "Jane Doe-Roe"),
        ("Ahmad Contoh, S.Kom., M.Pd.I", "Ahmad Contoh"),
        ("MUDr. Jan Vzor, Ph.D.", "Jan Vzor"),
        ("Prof. em. Dr. Dr. h.c. mult. Max Beispiel", "Max Beispiel"),
        ("Dipl.-Wirt.-Ing. (FH) Max Beispiel", "Max Beispiel"),
        ("Tte. Cnel. (R) Raúl Ejemplo", "Raúl Ejemplo"),
        ("Ma. Luz Halimbawa", "Ma. Luz Halimbawa"),
        ("Мамедов Пример Рашид оглы", "Мамедов Пример Рашид оглы"),
        ("NGUYỄN VĂN MẪU", "Nguyễn Văn Mẫu"),
        ("山田 太郎", "山田 太郎"),
        ("Jane Doe, Curriculum Vitae", "Jane Doe"),
        ("# Jane Doe", "Jane Doe"),
        ("O.S.S.", None),
        ("Jane Doe-Roe KCMG", "Jane Doe-Roe"),
        ("The Revd J. R. Doe MA (Oxon)", "J. R. Doe"),
        ("Her Honour Judge Jane Doe OBE KC", "Jane Doe"),
        ("Engr. (Chief) John Roe, MNSE, COREN Regd.", "John Roe"),
        ('SSG John "Johnny" Roe, USA (Ret.)', 'John "Johnny" Roe'),
        ("Prof. Dr. Dr. h. c. Max Beispiel", "Max Beispiel"),
        ("Me Jeanne de L'Exemple", "Jeanne de L'Exemple"),
        ("Mᵉ Jeanne de L'Exemple", "Jeanne de L'Exemple"),
        ("Me Beispiel", "Me Beispiel"),
        ("Sheikh Beispiel", "Sheikh Beispiel"),
        ("Sheikh bin Mithal", "Sheikh bin Mithal"),
        ("Sheikh Beispiel, PhD", "Sheikh Beispiel"),
        ("Rabbi Jane Doe", "Jane Doe"),
        ("TRAN VAN BL", "Tran van Bl"),
        ("CV de M. Jean EXEMPLE", "Jean Exemple"),
        ("Jane Doe's CV", "Jane Doe"),
        ("C.V. — Sheikh Omar bin Mithal", "Omar bin Mithal"),
        ("Roe, Johanna (Jo)", "Johanna (Jo) Roe"),
        ("Voorbeeld-de Roe, M.E. (Marijke)", "M.E. (Marijke) Voorbeeld-de Roe"),
        ("JANE A. DOE (MISS)", "Jane A. Doe"),
        ("JANE DOE RN", "Jane Doe"),
        ("JANE ANN MA", "Jane Ann Ma"),
        ("Jane Doe, PMP®, PE", "Jane Doe"),
        ("Jane Doe  she/her", "Jane Doe"),
        ("Leila al-Mithali", "Leila al-Mithali"),
        ("Pastor (Engr.) Ada Doe-Roe", "Ada Doe-Roe"),
        ("Chief (Mrs.) Ada Doe", "Ada Doe"),
        ("Doe (Mrs.) Ada", None),
        ("Lt Col (Dr) John Roe", "John Roe"),
        ("Pst. Ada Doe", "Ada Doe"),
        ("Bishop Jane Doe", "Jane Doe"),
        ("Bishop Doe", "Bishop Doe"),
        ("Colonel John Roe (Retd.)", "John Roe"),
        ("Univ.-Prof. Dr. Erika Beispiel", "Erika Beispiel"),
        ("Dato' Ahmad Contoh", "Ahmad Contoh"),
        ("Smt. Udaharan Devi", "Udaharan Devi"),
        ("ks. Jan Przykład", "Jan Przykład"),
        ("Jane (Janie) Doe", "Jane (Janie) Doe"),
        ("Thandi ka-Mfano", "Thandi ka-Mfano"),
        ("Thandi kaMfano", "Thandi kaMfano"),
        ("Seán Ó tSampla", "Seán Ó tSampla"),
        ("Siobhán de hÍdeal", "Siobhán de hÍdeal"),
        ("Giulia dell'Esempio", "Giulia dell'Esempio"),
        ("Jean l'Exemple", "Jean l'Exemple"),
        ("My iPhone eBay", None),
        ("Jane Doe, formerly Roe", "Jane Doe"),
        ("Jeanne Exemple, épouse Modèle", "Jeanne Exemple"),
        ("John A. Roe, III", "John A. Roe III"),
        ("John Roe, 2nd, PhD", "John Roe 2nd"),
        ("JANE ROE, JR.", "Jane Roe Jr."),
        ("Hi, I'm Jane Doe", "Jane Doe"),
        ("Guten Tag! Mein Name ist Erika Beispiel", "Erika Beispiel"),
        ("Ciao, sono Giulia Esempio", "Giulia Esempio"),
        ("Sono Hanako", "Sono Hanako"),
        ("Меня зовут Анна Иванова", "Анна Иванова"),
        ("João Exemplo, Filho", "João Exemplo Filho"),
        ("Jane Doe, RN-BC, CCRN", "Jane Doe"),
        ("Jane Doe, OTR/L", "Jane Doe"),
        ("Minta Istvánné (szül. Példa Anna)", "Minta Istvánné"),
        ("ÖRNEK İBRAHİM", "Örnek İbrahim"),
        ("J A N E   D O E", "Jane Doe"),
        ("Curriculum Vitae of", None),
        ("Özgeçmiş", None),
        ("Confidential CV", None),
        ("Application for Employment", None),
        ("Curriculum Vitae", None),
        ("Functional Resume Sample", None),
        ("Resume", None),
        ("12 High Street", None),
        ("Work Experience", None),
        ("jane@example.org", None),
    ],
)
def test_names_come_in_their_usual_case_and_order(shown: str, name: str | None) -> None:
    assert clean_name(shown) == name


@pytest.mark.parametrize(
    "letters",
    [
        *("Assoc CIPD", "Chartered FCIPD", "Grad IOSH", "Cert Ed", "PG Dip", "LEED AP", "CFA Charterholder"),
        *("FRHistS", "MCInstCES", "MChiro", "CPhT", "TechIOSH", "DipHE", "PharmD", "AFBPsS", "ChPP"),
        *("MCSP", "RVN", "CMIOSH", "ACIB", "GAICD", "MSN APRN FNP-C", "CPEng NER", "MRSB"),
        *("BSc(Hons) RGN", "MRCP(UK)", "LLB (Hons) DipLP NP", "MBACP (Accred)", "CPA (Aust.)", "SJ"),
    ],
)
@pytest.mark.parametrize("comma", ["", ","])
def test_letters_behind_a_name_are_none_of_it(letters: str, comma: str) -> None:
    assert clean_name(f"Jane Roe-Example{comma} {letters}") == "Jane Roe-Example"


@pytest.mark.parametrize(
    "rank",
    [
        *("WO2 (Retd)", "1SG (Ret.)", "CW3", "2/O", "C/E", "L/Cpl", "A/Prof", "SSgt", "Sqn Ldr", "Lt Col (Retd)"),
        *("Petty Officer", "Detective Inspector", "Rev'd", "The Very Rev.", "Br", "Chef", "Engr", "CA", "DI (FH)"),
        *("Mag.(FH)", "M.V.Z.", "Assoc Prof", "Sargento", "Протоиерей"),
    ],
)
def test_a_rank_before_a_name_is_none_of_it(rank: str) -> None:
    assert clean_name(f"{rank} Jane Q. Roe") == "Jane Q. Roe"


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Kiptoo arap Mfano", "Kiptoo arap Mfano"),
        ("KIPTOO ARAP MFANO", "Kiptoo arap Mfano"),
        ("Saitoti ole Mfano", "Saitoti ole Mfano"),
        ("Contoh anak Budi", "Contoh anak Budi"),
        ("Maria dels Àngels Exemple", "Maria dels Àngels Exemple"),
        ("Ian McEXAMPLE", "Ian McExample"),
        ("Roe, John A. Jr.", "John A. Roe Jr."),
        ("Sgt John Roe, 3rd Bn Example Rifles", "John Roe"),
    ],
)
def test_small_words_and_units_about_a_name(shown: str, name: str) -> None:
    assert clean_name(shown) == name


@pytest.mark.parametrize("name", ["RAVI KUMAR DAS", "JOSEP MARIA MAS", "ANA PAULA MASI", "KAI XIN NG"])
def test_a_family_name_in_capitals_is_no_letters(name: str) -> None:
    assert clean_name(name) == name.title()


@pytest.mark.parametrize("name", ["Mason Example", "Dean Example-Roe", "Page Turner"])
def test_a_given_name_that_is_a_trade_is_a_name_where_the_address_confirms_it(parse: Parse, name: str) -> None:
    address = name.lower().replace(" ", ".")
    parsed = parse(f"{name}\nPastry Chef\n{address}@example.org\n\n## Skills\nBaking")

    assert parsed.resume.contact.name.value == name


@pytest.mark.parametrize(
    "head",
    [
        "Surname: Doe\nFirst names: Jane Ann\nCell: 083 000 7714",
        "FAMILY NAME: DOE\nGIVEN NAME: JANE\nMIDDLE NAME: ANN",
        "Nom : Doe\nPrénom : Jane Ann",
        "Nombre: Jane Ann\nApellidos: Doe",
        "Surname:\nDoe\nForename(s):\nJane Ann",
        "Name : Jane Ann Doe\nFather's Name : John Doe",
        "Candidate: Jane Ann Doe\nRole: Driver",
        "Hello!\nMy name is Jane Ann Doe",
        "My name is Jane Ann Doe I am a nurse",
        "My name is Jane Ann Doe.",
        "My name is Jane Ann Doe, a nurse",
        "Surname: Doe\nName: Jane Ann Doe",
        "Name: Jane Ann Doe\nFirst name: JANE",
        "Full name: Jane Ann Doe\nSurname: Doe",
    ],
)
def test_a_name_that_labels_tell_is_whole(parse: Parse, head: str) -> None:
    contact = parse(f"{head}\n\n## Experience\nDriver, Acme Ltd\t2019 – 2021").resume.contact

    assert contact.name.value == "Jane Ann Doe"
    assert contact.label is None or contact.label.value == "Driver"


@pytest.mark.parametrize("head", ["Position applied: Driver", "Naam:", "Vacancy: Kitchen Porter", "For: the manager"])
def test_a_label_is_nobodys_name(parse: Parse, head: str) -> None:
    assert parse(f"{head}\n0700 000 000\n\n## Experience\n- Drove.").resume.contact.name is None


def test_a_name_in_small_letters_is_one_where_the_address_confirms_it(parse: Parse) -> None:
    confirmed, unknown = (
        parse(f"jane roe-doe\nillustrator\n{address}@example.org").resume.contact.name for address in ("jane", "studio")
    )

    assert confirmed.value == "Jane Roe-Doe"
    assert unknown is None


@pytest.mark.parametrize("head", ["LEN BAKER - BUTCHER", "RÉSUMÉ OF LEN BAKER", "Len BAKER, RM, RN"])
def test_a_trade_is_a_family_name_where_the_line_tells_it(parse: Parse, head: str) -> None:
    assert parse(f"{head}\n0700 000 000").resume.contact.name.value == "Len Baker"


@pytest.mark.parametrize("head", ["Chief Executive Officer", "Head Baker – Bakery Manager", "Site Carpenter – Joiner"])
def test_a_title_beside_a_title_is_no_name(parse: Parse, head: str) -> None:
    assert parse(f"{head}\n0700 000 000").resume.contact.name is None


def test_lines_of_capitals_are_one_name_where_the_address_confirms_it(parse: Parse) -> None:
    def name(address: str) -> str:
        value: str = parse(f"JANE\nROE-DOE\nInterior Architect\n{address}").resume.contact.name.value
        return value

    assert name("jane@example.org") == "Jane Roe-Doe"
    assert name("office@example.org") == "Jane"


def test_a_family_name_that_is_a_trade_belongs_to_the_lines_above(parse: Parse, printed: Print) -> None:
    document = printed(
        [(20, 20, "# Len Arthur"), (20, 33, "# BAKER, RM, RN,"), (20, 46, "# DipHE"), (20, 80, "len.baker@example.org")]
        + [(20, 100 + 13 * nth, "Wrote and rehearsed everything for small ensembles.") for nth in range(4)]
    )

    assert parse(document).resume.contact.name.value == "Len Arthur Baker"


@pytest.mark.parametrize("first", ["Curriculum Vitae", "CORNELL UNIVERSITY", "Senior Software Engineer", "Austin, TX"])
def test_a_title_an_institution_and_a_place_are_not_the_name(parse: Parse, first: str) -> None:
    parsed = parse(f"* {first}\n* Jane Doe\njane.doe@example.org\n\n## Skills\nBaking")

    assert parsed.resume.contact.name.value == "Jane Doe"


def test_an_email_address_never_makes_a_name(parse: Parse) -> None:
    parsed = parse("jane.doe@example.org\n+1 312 555 0123\n\n## Skills\nBaking")

    assert parsed.resume.contact.name is None
    assert parsed.resume.absent["/basics/name"] == "not_found"


def test_a_name_after_its_label_is_found(parse: Parse) -> None:
    parsed = parse("* Lebenslauf\n\n## Persönliche Daten\nName: Erika Beispiel\nTelefon: 030 23125 100", language="de")

    assert parsed.resume.contact.name.value == "Erika Beispiel"


@pytest.mark.parametrize(
    "line", ["Jane Doe, Pastry Chef", "JANE DOE, Senior Site Engineer", "Jane Baker, Truck Driver"]
)
def test_a_title_behind_the_comma_is_the_label_and_no_part_of_the_name(parse: Parse, line: str) -> None:
    parsed = parse(f"{line}\njane@example.org | Cell: 312 555 0123\n\n## Skills\nBaking")

    name, title = line.split(", ")
    assert (parsed.json["basics"]["name"], parsed.json["basics"]["label"]) == (
        name.replace("JANE DOE", "Jane Doe"),
        title,
    )


@pytest.mark.parametrize("label", ["Cell", "E-Mail", "Telefon", "Phone", "Address"])
def test_the_label_of_contact_data_is_no_name_and_no_town(parse: Parse, label: str) -> None:
    parsed = parse(f"{label}\tjane@example.org\n312 555 0123\t{label}\n\n## Skills\nBaking")

    assert parsed.resume.contact.name is None
    assert parsed.resume.contact.location is None


@pytest.mark.parametrize("word", ["Background", "jane_doe", "Overview"])
def test_a_word_that_everybody_uses_is_no_unknown_town(parse: Parse, word: str) -> None:
    assert parse(f"# Jane Doe\nBaker\n{word}\njane@example.org\n\n## Skills\nBaking").resume.contact.location is None


def test_the_headline_under_the_name_is_the_label(parse: Parse) -> None:
    parsed = parse("# Jane Doe\nSenior Pastry Chef\nLeeds | jane@example.org\n\n## Skills\nBaking")

    assert parsed.json["basics"]["label"] == "Senior Pastry Chef"


@pytest.mark.parametrize(
    ("shown", "address"),
    [
        ("jane.doe+cv@example.co.uk", "jane.doe+cv@example.co.uk"),
        ("jane [at] example [dot] org", "jane@example.org"),
        ("jane (at) example.org", "jane@example.org"),
        ("jane.doe@\nexample.org", "jane.doe@example.org"),
        ("E-Mail: info@bücher.example", "info@bücher.example"),
        ("jane [at] sub-domain [dot]\nexample [dot] org", "jane@sub-domain.example.org"),
        ("jane [at]\nexample [dot] org", "jane@example.org"),
        ("jane at example dot org", "jane@example.org"),
        ("jane AT example.org", "jane@example.org"),
        ("jane @ example.org", "jane@example.org"),
        ("E-mail jane @ example.org", "jane@example.org"),
        ("London | jane @ example.org", "jane@example.org"),
        ("write to jane AT example DOT org", "jane@example.org"),
        ("jane (arroba) ejemplo (punto) es", "jane@ejemplo.es"),
        ("jane <małpa> przyklad.pl", "jane@przyklad.pl"),
        ("jane[at]example[.]org", "jane@example.org"),
    ],
)
def test_email_addresses_are_read_however_they_are_written(parse: Parse, shown: str, address: str) -> None:
    assert [email.value for email in find_emails(parse(shown).document, ())] == [address]


@pytest.mark.parametrize(
    "text",
    [
        "I work at example.org now",
        "Baker @ example.org",
        "Driver (at) Acme Ltd.\nDrove",
        "Software engineer @ example.com",
        "développeur web @ exemple.fr",
        "SOFTWARE ENGINEER AT EXAMPLE.COM, LEEDS",
        "DevOps @ example.pl",
        "VISIT US AT WWW.EXAMPLE.COM",
    ],
)
def test_where_somebody_works_is_no_address(parse: Parse, text: str) -> None:
    assert find_emails(parse(text).document, ()) == ()


def test_an_address_behind_a_link_is_anchored_to_the_words_that_show_it(parse: Parse) -> None:
    parsed = parse(
        "# Jane Doe\nWrite to me\n\n## Skills\nC", links=[("Write to me", "mailto:jane@example.org?subject=x")]
    )

    email = parsed.resume.contact.emails[0]
    assert (email.value, email.anchors[0].quote) == ("jane@example.org", "Write to me")


def test_the_address_of_a_reference_is_not_the_candidates(parse: Parse) -> None:
    parsed = parse(
        "# Jane Doe\n\n## References\nJohn Roe, boss@example.com, +1 312 555 0199\n\n## Contact\njane@example.org"
    )

    assert [email.value for email in parsed.resume.contact.emails] == ["jane@example.org"]
    assert parsed.resume.contact.phones == ()
    assert parsed.resume.references[0].name.value == "John Roe"


@pytest.mark.parametrize(
    ("shown", "country", "language", "number"),
    [
        ("+44 20 7946 0958", None, None, "+442079460958"),
        ("+49 (0)30 901820", None, None, "+4930901820"),
        ("8 (495) 123-45-67", None, "ru", "+74951234567"),
        ("+91 98765 43210", None, None, "+919876543210"),
        ("(312) 555-0123", "US", "en", "+13125550123"),
        ("0131 496 0417", "GB", "en", "+441314960417"),
        ("02 61 91 34 76", None, "fr", "+33261913476"),
        ("(312) 555-0123 x12", "US", "en", "+13125550123"),
        ("0491 570 156", None, "en", "+61491570156"),
        ("07911 123456", None, "en", "+447911123456"),
        ("07911123456", None, "en", "+447911123456"),
        ("082 123 4567", None, "en", "+27821234567"),
        ("0171 / 39 200 46", "DE", "de", "+491713920046"),
        ("0491 570 006", "US", "en", "+61491570006"),
        ("086 123 4567", "IE", "en", "+353861234567"),
        ("086 123 4567", None, "en", "086 123 4567"),  # Irish or South African
        ("Leeds, AL 35094 / 205-555-0123", "US", "en", "+12055550123"),
    ],
)
def test_phone_numbers_come_in_e164(
    parse: Parse, shown: str, country: str | None, language: str | None, number: str
) -> None:
    document = parse(f"Tel: {shown}").document

    phones = find_phones(document, [Piece(document.text, 0, len(document.text))], Regions(country, language))

    assert [phone.value for phone in phones] == [number]


@pytest.mark.parametrize(
    "shown",
    [
        "06/2017 – 03/2021",
        "05.10.1986",
        "01.03.2018 – 31.05.2019",
        "123-45-6789",
        "ISBN 978-3-16-148410-0",
        "СНИЛС 123-456-789 00",
        "2015-2019",
    ],
)
def test_dates_and_other_numbers_are_no_phone_numbers(parse: Parse, shown: str) -> None:
    document = parse(shown).document

    phones = find_phones(document, [Piece(document.text, 0, len(document.text))], Regions("US", "en"))

    assert phones == ()


def test_accounts_are_found_in_text_and_behind_links(parse: Parse) -> None:
    parsed = parse(
        "# Jane Doe\nlinkedin.com/in/jane-doe-example | Code | www.jane-doe.example/cv\n\n## Skills\nGit, Node.js",
        links=[("Code", "https://github.com/jdoe-example")],
    )

    basics = parsed.json["basics"]
    assert [(p["network"], p["username"]) for p in basics["profiles"]] == [
        ("LinkedIn", "jane-doe-example"),
        ("GitHub", "jdoe-example"),
    ]
    assert basics["url"] == "https://www.jane-doe.example/cv"


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("Austin, TX", "Austin", "US"),
        ("Smallville, KS 66002", "Smallville", "US"),
        ("London, UK", "London", "GB"),
        ("Tulsa US", "Tulsa", "US"),
        ("Berlin DE", "Berlin", "DE"),  # the code of Delaware, too
        ("Leipzig, DE", "Leipzig", "DE"),
        ("Sobral/CE", "Sobral", "BR"),
        ("Exemplópolis/SP", "Exemplópolis", "BR"),
        ("Austin/TX", "Austin", "US"),
        ("London/UK", "London", "GB"),
        ("Austin/PA", "Austin", "US"),
        ("Dover, DE", "Dover", "US"),
        ("Toronto, CA", "Toronto", "CA"),
        ("Los Angeles, CA", "Los Angeles", "US"),
        ("Manchester, GB", "Manchester", "GB"),
        ("10435 Berlin", "Berlin", "DE"),
        ("г. Москва", "Москва", "RU"),
        ("г. Апатиты, Мурманская обл.", "Апатиты", "RU"),
        ("Leeds, West Yorkshire", "Leeds", "GB"),
        ("Durham", "Durham", None),
        ("Musterweg 5, 50667 Köln, Deutschland", "Köln", "DE"),
        ("Maynooth, Co. Kildare", "Maynooth", "IE"),
        ("Newtown, Wellington 6021, New Zealand", "Wellington", "NZ"),
        ("Yackandandah VIC 3749", "Yackandandah", "AU"),
        ("Zgierz", "Zgierz", "PL"),
        ("Singapore 409051", "Singapore", "SG"),
        ("Block 12, Bedok North, Singapore 460012", "Singapore", "SG"),
        ("Esch-sur-Alzette, Luxembourg", "Esch-sur-Alzette", "LU"),
        ("37121 Verona (VR)", "Verona", "IT"),
        ("Milano (MI)", "Milano", "IT"),
        ("Perth WA", "Perth", "AU"),
        ("Seattle WA", "Seattle", "US"),
        ("Perth, WA", "Perth", "AU"),
        ("Yackandandah SA 5999", "Yackandandah", "AU"),
        ("Recife - PE", "Recife", "BR"),
        ("Fortaleza, CE", "Fortaleza", "BR"),
        ("Enfield EN1 1AA", "Enfield", "GB"),
        ("1234 AB Voorbeeldrecht", "Voorbeeldrecht", "NL"),
        ("Dublin 8", "Dublin", "IE"),
        ("Paris 15e", "Paris", "FR"),
        ("8000 Aarhus C", "Aarhus", "DK"),
        ("Hermosillo, Son.", "Hermosillo", "MX"),
    ],
)
def test_places_are_read_by_name_and_by_pattern(text: str, city: str, country: str | None) -> None:
    parts = parse_place(text)

    assert parts is not None
    assert parts.city is not None
    assert (text[parts.city.start : parts.city.end], parts.country_code) == (city, country)


@pytest.mark.parametrize(
    "text",
    [
        "Software Engineer",
        "RN",
        "SA",
        "Acme, SA",
        "Nurse, RN",
        "Apollo 13",
        "Acme Corporation",
        "Python, Java, Go",
        "2019 – 2020",
        "Invoice 2231",
        "Engineer, Example Ltd, 2019 - 2021",
        "IT/HR",
        "HR/PA",
        "Engineering/IT",
        "Sales/PR",
        "Reading/IT",
    ],
)
def test_what_is_no_place_is_not_read_as_one(text: str) -> None:
    assert parse_place(text) is None


def test_sensitive_data_are_taken_only_after_their_own_label(parse: Parse) -> None:
    parsed = parse(
        "# Erika Beispiel\n\n## Persönliche Daten\nGeburtsdatum: 05.10.1986\nFamilienstand: ledig\n"
        "\n## Kenntnisse\nVerheiratung von Datenquellen",
        language="de",
    )

    assert [(item.kind, item.value.value) for item in parsed.resume.personal] == [
        ("birth_date", "05.10.1986"),
        ("marital_status", "ledig"),
    ]
    assert parsed.resume.contact.phones == ()


def test_sensitive_data_are_found_in_a_long_line_that_bars_divide(parse: Parse) -> None:
    line = (
        "Flat 4, Plot 17, Adewusi Layout, Ring Road, Ibadan, Oyo State | 0803 555 0142 | jane.doe.of.ibadan@example.org"
        " | State of origin: Ekiti | Marital status: Married, with four children | ID No: 8001015000000"
    )
    parsed = parse(f"# Jane Doe\n{line}\n\n## Skills\nBaking")

    assert [item.kind for item in parsed.resume.personal] == ["marital_status", "national_id"]


def test_a_social_security_number_is_flagged_and_no_phone(parse: Parse) -> None:
    parsed = parse("# Jane Doe\nSSN: 123-45-6789\n\n## Skills\nBaking")

    assert {item.kind for item in parsed.resume.personal} == {"national_id"}
    assert parsed.resume.contact.phones == ()


def test_a_name_broken_at_its_hyphen_is_whole(parse: Parse) -> None:
    prose = "Bakes for large houses and small ones, and writes down how."

    parsed = parse(f"# Erika von der Muster-\n# Beispiel\nLeeds\n\n## Summary\n{prose}")

    assert parsed.resume.contact.name.value == "Erika von der Muster-Beispiel"


def test_a_name_in_two_lines_of_large_type_is_one(parse: Parse) -> None:
    parsed = parse("# ROBERT\n# SAMPLETON\nNurse\n\n## Skills\nCare")

    assert parsed.resume.contact.name.value == "Robert Sampleton"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["Johanna", "(Hannie) van der", "Example"], "Johanna (Hannie) van der Example"),
        (["ROE,", "Jane A., Jr."], "Jane A. Roe Jr."),
        (["Dr. Jane", "Roe MVB", "MRCVS"], "Jane Roe"),
        (["JANE DE", "ASSIS", "EXAMPLE"], "Jane de Assis Example"),  # a town, too
        (["Maître Jane de", "EXEMPLE-MODÈLE"], "Jane de Exemple-Modèle"),
        (["Pastor (Engr.) Jane", "Sample-Cole"], "Jane Sample-Cole"),
        (["Eng.º Jane Nuno de Exemplos e", "Sá-Modelo"], "Jane Nuno de Exemplos e Sá-Modelo"),
        (["Jane Przykładowa (z d.", "Wzór)"], "Jane Przykładowa"),
        (["Jane Roe", "Leeds"], "Jane Roe"),
        (["Jane Roe", "Pastry Chef"], "Jane Roe"),
    ],
)
def test_lines_of_large_type_are_one_name_where_they_make_one(parse: Parse, lines: list[str], name: str) -> None:
    head = "".join(f"# {line}\n" for line in lines)
    parsed = parse(f"{head}jane@example.org\n\n## Skills\nCare of the old, care of the young")

    assert parsed.resume.contact.name.value == name


SIDEBAR = [(50, 40, "# Jane Doe"), (50, 80, "## Contact")]


@pytest.mark.parametrize(
    ("lines", "email"),
    [
        (["jane.marigold@exam", "ple.org"], "jane.marigold@example.org"),
        (["jane@marigold.example.co", "m"], "jane@marigold.example.com"),
        (["jane.marigold-overh", "olt@example.org"], "jane.marigold-overholt@example.org"),
        (["jane.doe@example.org", "london"], "jane.doe@example.org"),
    ],
)
def test_an_address_that_a_narrow_column_broke_is_whole(
    parse: Parse, printed: Print, lines: list[str], email: str
) -> None:
    page = printed([*SIDEBAR, *((50, 100 + 13 * nth, line) for nth, line in enumerate(lines))])

    parsed = parse(page)

    assert [found.value for found in parsed.resume.contact.emails] == [email]
    assert parsed.resume.contact.url is None


def test_a_profile_that_a_narrow_column_broke_is_whole(parse: Parse, printed: Print) -> None:
    page = printed(
        [*SIDEBAR, (50, 100, "linkedin.com/in/jane-mari"), (50, 113, "gold-example"), (50, 126, "+44 20 7946 0311")]
    )

    profiles = parse(page).resume.contact.profiles

    assert [profile.url.value for profile in profiles] == ["https://linkedin.com/in/jane-marigold-example"]


def test_the_name_of_an_account_confirms_a_name(parse: Parse) -> None:
    parsed = parse("jane doe\nlinkedin.com/in/jane-doe-1\n\n## Skills\nCare")

    assert parsed.resume.contact.name.value == "Jane Doe"


def test_an_italian_name_ends_before_that_of_the_husband(parse: Parse) -> None:
    parsed = parse("# Anna Esempio in Prova\nO.S.S.\n\n## Competenze\nCura", language="it")

    assert parsed.resume.contact.name.value == "Anna Esempio"


def test_a_name_in_three_lines_is_one_whichever_line_the_address_confirms(parse: Parse) -> None:
    prose = "Bakes for large houses and small ones, and writes down how."

    parsed = parse(f"# Ignacia\n# Overholt\n# Marigold\noverholt@example.org\n\n## Summary\n{prose}")

    assert parsed.resume.contact.name.value == "Ignacia Overholt Marigold"


def test_a_town_between_a_number_and_an_address_is_found(parse: Parse) -> None:
    parsed = parse("# Jane Doe\njane@example.org +44 20 7946 0311 Leeds\n\n## Skills\nBaking")

    assert parsed.resume.contact.location.city.value == "Leeds"


def test_a_town_goes_on_with_the_region_and_the_postal_code_below(parse: Parse) -> None:
    location = parse("# Jane Doe\n27 Mill Street\nLudlow\nShropshire\nSY8 0AA\njane@example.org").json["basics"][
        "location"
    ]

    assert (location["city"], location["region"], location["postalCode"]) == ("Ludlow", "Shropshire", "SY8 0AA")
    assert location["countryCode"] == "GB"


@pytest.mark.parametrize(
    ("address", "city"),
    [
        ("The Old Barn, Kilmuster, Co. Offaly", "Kilmuster"),
        ("Box 114, Musterdale, Saskatchewan", "Musterdale"),
        ("Address: Muster District, Da Nang, Vietnam", "Da Nang"),
        ("Lieu-dit « Les Exemples », 15300 Murat, Cantal", "Murat"),
        ("Room 11, Muster Chawl, Kurla (W), Mumbai 400070", "Mumbai"),
    ],
)
def test_a_town_is_found_within_its_address(parse: Parse, address: str, city: str) -> None:
    assert parse(f"# Jane Doe\n{address}\njane@example.org").json["basics"]["location"]["city"] == city


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("# Jane Doe\nPosition sought:\tVeterinary Receptionist", "Veterinary Receptionist"),
        ("# Jane Doe\nRole applied for: Deckhand", "Deckhand"),
        ("# Jane Doe\nData Engineer\tCambridge CB4 0XX", "Data Engineer"),
        ("# Jane Doe\nExecutive Chef • Leeds, UK", "Executive Chef"),
        ("# Jane Doe\nArchitect | Urban Planner", "Architect | Urban Planner"),
        ("Staff Nurse\n# Jane Doe\nLeeds", "Staff Nurse"),
        ("# Anna Muster\nДолжность\tУчитель", "Учитель"),
    ],
)
def test_the_headline_stands_about_the_name_or_behind_its_label(parse: Parse, head: str, label: str) -> None:
    assert parse(f"{head}\njane@example.org").json["basics"]["label"] == label


@pytest.mark.parametrize("value", ["available immediately", "full time", "Leeds"])
def test_what_is_no_post_behind_its_label_is_no_headline(parse: Parse, value: str) -> None:
    assert parse(f"# Jane Doe\nPosition: {value}\njane@example.org").resume.contact.label is None


@pytest.mark.parametrize("url", ["de.linkedin.com/in/jane-x", "www.linkedin.com/pub/jane-x/12/345/678"])
def test_accounts_of_other_countries_and_of_the_old_form_are_accounts(parse: Parse, url: str) -> None:
    parsed = parse(f"# Jane Doe\nhttps://{url}\n\n## Skills\nBaking")

    assert [(p["network"], p["username"]) for p in parsed.json["basics"]["profiles"]] == [("LinkedIn", "jane-x")]


def test_a_town_that_no_gazetteer_has_is_found_beside_an_address(parse: Parse) -> None:
    parsed = parse("# Jane Doe\nHead Baker\nQuillonbury | jane@example.org | +44 20 7946 0311\n\n## Skills\nBaking")

    city = parsed.resume.contact.location.city
    assert (city.value, city.confidence) == ("Quillonbury", 0.6)


@pytest.mark.parametrize("line", ["LinkedIn: jane@example.org", "Sales | jane@example.org", "ISBN | jane@example.org"])
def test_a_label_a_field_and_an_acronym_are_no_town(parse: Parse, line: str) -> None:
    assert parse(f"# Jane Doe\nHead Baker\n{line}\n\n## Skills\nBaking").resume.contact.location is None


def test_a_number_without_a_country_is_of_the_country_of_its_owners_address(parse: Parse) -> None:
    parsed = parse("# Jane Doe\njane@example.fr | 06 12 34 56 78\n\n## Skills\nBaking", language=None)

    assert parsed.json["basics"]["phone"] == "+33612345678"


def test_a_value_after_a_label_is_not_the_name(parse: Parse) -> None:
    parsed = parse(
        "* Jane Doe-Marlow CA(SA)\nLeeds | Nationality: South African\njane@example.org\n\n## Skills\nBaking"
    )

    assert parsed.resume.contact.name.value == "Jane Doe-Marlow"


def test_a_name_that_is_also_a_trade_is_a_name_where_names_stand(parse: Parse) -> None:
    parsed = parse("# Rhiannon Baker\nSenior Nurse\nrhiannon.baker@example.org\n\n## Skills\nCare")

    assert (parsed.resume.contact.name.value, parsed.resume.contact.label.value) == ("Rhiannon Baker", "Senior Nurse")


def test_a_name_in_tracked_capitals_is_cut_where_its_blanks_are_printed(parse: Parse, printed: Print) -> None:
    page = printed([(50, 40, "# YUKI HA LV ORSEN"), (50, 80, "yuki@example.org"), (50, 110, "## Skills")])
    boxes = array("f", page.char_boxes)
    left = 50.0
    for at, letter in enumerate("YUKI HA LV ORSEN"):
        if not letter.isspace():
            boxes[4 * at], boxes[4 * at + 2] = left, left + 5
        left += 0 if at in (7, 10) else 8

    parsed = parse(replace(page, char_boxes=boxes))

    assert parsed.resume.contact.name.value == "Yuki Halvorsen"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Newcastle | 0412 345 678", "+61412345678"),
        ("Newcastle, UK | 0412 345 678", "+44412345678"),
        ("Leeds | 0113 496 0000", "+441134960000"),
        ("Hamilton | (217) 555-0134", "+12175550134"),
    ],
)
def test_a_town_alone_does_not_force_a_number_into_its_country(parse: Parse, line: str, number: str) -> None:
    phones = parse(f"# Jane Doe\n{line}\njane@example.org\n").resume.contact.phones

    assert [phone.value for phone in phones] == [number]


@pytest.mark.parametrize(
    "line", ["Rua Direita 12, CEP 01310-100", "Photograph 01234567", "Hotel Marlow 01234567", "Reception desk 01234567"]
)
def test_letters_within_a_word_are_no_label_of_a_number(parse: Parse, line: str) -> None:
    assert parse(f"# Jane Doe\n{line}\njane@example.org\n").resume.contact.phones == ()


def test_a_long_label_may_be_a_part_of_a_word(parse: Parse) -> None:
    phones = parse("# Jane Doe\nHandynummer 01234567\njane@example.org\n").resume.contact.phones

    assert [phone.value for phone in phones] == ["01234567"]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Surgery: 01865 496012 | Mobile: 07700 900218", "+447700900218"),
        ("01865 496012 (work), 07700 900218 (mobile)", "+447700900218"),
        ("Fax: +44 1865 496012 | Tel: +44 1865 496013", "+441865496013"),
        ("+43 664 / 765 43 21", "+436647654321"),
    ],
)
def test_of_several_numbers_the_one_somebody_carries_comes_first(parse: Parse, line: str, number: str) -> None:
    parsed = parse(f"# Jane Roe\nOxford, UK\n{line}\njane@example.org\n\n## Profile\nI weave.")
    assert parsed.json["basics"]["phone"] == number


@pytest.mark.parametrize(("language", "number"), [("de", "+436647654321"), ("en", "0664 7654321")])
def test_a_short_postal_code_tells_the_country_of_a_language(parse: Parse, language: str, number: str) -> None:
    marked = "# Erika Beispiel\n8499 Musterdorf\nTel. 0664 7654321\nerika@example.org\n\n## Profil\nIch webe."
    assert parse(marked, language=language).json["basics"].get("phone") == number


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Dr Jane Amara ROE (PhD, FRSE)", "Jane Amara Roe"),
        ('Jane "Chef Jay" Roe', 'Jane "Chef Jay" Roe'),
    ],
)
def test_letters_in_brackets_and_trades_in_quotes_hide_no_name(parse: Parse, line: str, name: str) -> None:
    parsed = parse(f"# {line}\nSous Chef / Chef de Partie\njroe@example.org\n\n## Profile\nI cook.")
    assert parsed.json["basics"]["name"] == name
