"""Turns of phrase that English does not have, and their right form."""

from collections.abc import Iterator

from vitae.analyzers.grammar_checker.rules.patterns import Pattern, find_patterns, pattern
from vitae.analyzers.grammar_checker.spot import Prose, Spot

_CHANGED = (
    "increas|improv|reduc|decreas|cut|grew|grow|rais|boost|rose|fell|dropp|lower|shorten|shrank|expand|lift|exceed|"
    "outperform|declin"
)

_GERUNDS = {"contribute": "contributing", "become": "becoming"}

_PATTERNS: tuple[Pattern, ...] = (
    pattern(
        "in_0 in_1 in_2 in_3 in_4 in_5 in_6 in_7 in_8 in_9",
        rf"\b(?:{_CHANGED})\w*(?: [\w'’-]+){{0,3}} (?P<x>in) \d[\d.,]* ?(?:%|percent|per cent)(?! of\b)",
        "by",
        "A change is “by” so much.",
        0.85,
    ),
    pattern("between", r"\bbetween \d[\w.,%]*(?: \w+)? (?P<x>to) \d", "and", "“Between” goes with “and”.", 0.85),
    pattern(
        "me_and",
        r"^(?P<x>me and my (?:team|colleagues?|partner|boss|manager))\b",
        "My colleagues and I",
        "Here it is “I”.",
        0.9,
    ),
    pattern(
        "and_me", r"^(?P<x>\w+ and me) (?=[a-z]+ed\b|were\b|have\b|built\b|led\b|ran\b)", "we", "Here it is “I”.", 0.8
    ),
    pattern(
        "worked_as working_as employed_as trained_as volunteered_as hired_as started_as qualified_as",
        r"\b(?:worked|working|employed|trained|training|volunteered|hired|started|volunteering|qualified) as (?P<x>(?:[a-z]+ )?[a-z]+(?:er|or|ist|ant|ian|ee|ress|chef|nurse|intern|clerk|cook|guide|tutor)) (?=(?:in|at|for|with|under|on)\b)(?<!part of )",
        lambda wrong: ("an " if wrong[0].lower() in "aeio" else "a ") + wrong,
        "“A” is missing.",
        0.8,
    ),
    pattern(
        "as_member was_member became_member",
        r"\b(?:as|was|became) (?P<x>member) of (?=the|a|an)\b",
        "a member",
        "“A” is missing.",
        0.8,
    ),
    pattern(
        "forward",
        r"\b(?:look|looks|looked|looking) forward to (?P<x>hear|speak|meet|join|discuss|contribute|learn|bring|become)\b",
        lambda wrong: _GERUNDS.get(wrong.lower(), f"{wrong}ing"),
        "After “look forward to” the verb ends in “-ing”.",
        0.9,
    ),
    pattern(
        "member_of",
        r"\bmember of (?P<x>board|committee|council|panel|jury|crew) (?=of\b)",
        lambda wrong: f"the {wrong}",
        "“The” is missing.",
        0.8,
    ),
    pattern(
        "team_of",
        r"\b(?:in|of|with|led|leading|managed|managing|joined|supervised|supervising|built|run|ran) (?P<x>team) of (?=\d|two|three|four|five|six|seven|eight|nine|ten|twelve)",
        "a team",
        "“A” is missing.",
        0.85,
    ),
    pattern(
        "basis",
        r"\bon (?P<x>daily|weekly|monthly|regular|annual|quarterly|voluntary|hourly|part-time|full-time|freelance|temporary) (?=basis\b)",
        lambda wrong: ("an " if wrong[0] in "aAhH" and wrong.lower() != "half" else "a ") + wrong,
        "“A” is missing.",
        0.85,
    ),
    pattern("as_result", r"(?:^|[,;] |\band )as (?P<x>result) of\b", "a result", "“A” is missing.", 0.9),
    pattern(
        "high_standard high_level", r"\b(?:to|at) (?P<x>high) (?=standard\b|level\b)", "a high", "“A” is missing.", 0.85
    ),
    pattern("view_to", r"\bwith (?P<x>view) to\b", "a view", "“A” is missing.", 0.85),
    pattern("aim_of help_of", r"\bwith (?P<x>aim|help) of\b", lambda wrong: f"the {wrong}", "“The” is missing.", 0.85),
    pattern(
        "under_",
        r"\bunder (?P<x>supervision|guidance|direction|leadership) of\b",
        lambda wrong: f"the {wrong}",
        "“The” is missing.",
        0.75,
    ),
    pattern(
        "field_of end_of beginning_of process_of course_of middle_of centre_of front_of",
        r"\b(?:in|at) (?P<x>field|end|beginning|process|course|middle|centre|front) of (?=the|a|an|our|my|each)\b",
        lambda wrong: f"the {wrong}",
        "“The” is missing.",
        0.75,
    ),
    pattern(
        "shift",
        r"\bworked (?P<x>in) (?:the )?(?:night|day|early|late|morning|evening) shifts?\b",
        "on",
        "One works “on” a shift.",
        0.75,
    ),
    pattern(
        "range number variety series",
        r"\b(?:a|an|the)(?: (?:wide|large|broad|full|great|small))? (?P<x>range|number|variety|series) (?=services|products|projects|tasks|clients|customers|events|courses|duties|materials|tools|activities|topics|suppliers|stakeholders|campaigns)",
        lambda wrong: f"{wrong} of",
        "“Of” is missing.",
        0.85,
    ),
    pattern(
        "part_the member_the front_the end_the head_the part_our member_our front_our end_our head_our",
        r"(?:^|\b(?:as|a|was|the|became|in|at) )(?P<x>part|member|front|end|head) (?=the\b|our\b)(?!the \w+ed\b)",
        lambda wrong: f"{wrong} of",
        "“Of” is missing.",
        0.75,
    ),
    pattern("responsible", r"\bresponsible (?P<x>)(?=[a-z]+ing\b)", "for ", "“For” is missing.", 0.85),
    pattern(
        "team",
        r"\bteam (?P<x>)(?=(?:two|three|four|five|six|seven|eight|nine|ten|twelve) \w+s\b)",
        "of ",
        "“Of” is missing.",
        0.8,
    ),
    pattern(
        "listened",
        r"\b(?P<x>listened|listening) (?=customers|clients|patients|the|their|staff|users|people|pupils)",
        lambda wrong: f"{wrong} to",
        "“To” is missing.",
        0.9,
    ),
    pattern(
        "liaised collaborated",
        r"\b(?P<x>liaised|liaising|collaborated|collaborating|complied|dealt|coped) (?=customers|clients|suppliers|the|our|all|local|external|designers|engineers|developers|contractors|stakeholders|complaints|queries)",
        lambda wrong: f"{wrong} with",
        "“With” is missing.",
        0.85,
    ),
    pattern(
        "participated",
        r"\b(?P<x>participated|participating|specialised|specialized|specialising|specializing) (?=the|a|an|weekly|daily|monthly|all|several|two|three|many|residential|commercial|family|criminal)\b",
        lambda wrong: f"{wrong} in",
        "“In” is missing.",
        0.85,
    ),
    pattern(
        "responded replied",
        r"\b(?P<x>responded|responding|replied|replying) (?=customers?|clients?|calls|emails|queries|enquiries|complaints|the|all|up)\b",
        lambda wrong: f"{wrong} to",
        "“To” is missing.",
        0.85,
    ),
    pattern(
        "graduated",
        r"\b(?P<x>graduated) (?=the\b|university\b|college\b)",
        "graduated from",
        "“From” is missing.",
        0.85,
    ),
    pattern(
        "applied",
        r"\b(?P<x>applied|applying) (?=jobs|grants|funding|positions)\b",
        lambda wrong: f"{wrong} for",
        "“For” is missing.",
        0.85,
    ),
    pattern(
        "focused",
        r"\b(?P<x>focused|focusing) (?=improving|reducing|increasing|developing|building|delivering|the|customer|quality)\b",
        lambda wrong: f"{wrong} on",
        "“On” is missing.",
        0.8,
    ),
    pattern(
        "interested keen",
        r"\b(?P<x>interested) (?=working|learning|the|developing|teaching|building)\b",
        "interested in",
        "“In” is missing.",
        0.85,
    ),
    pattern(
        "worked_a",
        r"\bworked (?P<x>)(?=(?:a|an) (?:[\w-]+ )?\w+(?:er|or|ist|ant|ian|ee|chef|nurse|intern|clerk|porter|cook|guide|tutor) (?:in|at|for|with|on)\b)",
        "as ",
        "“As” is missing.",
        0.85,
    ),
    pattern(
        "prevented",
        r"\bprevent(?:ed|ing|s)? (?:\w+ ){1,2}(?P<x>to) (?=[a-z]+\b)",
        "from",
        "One is prevented “from” it.",
        0.75,
    ),
    pattern("among", r"\b(?P<x>among) the \w+ and the \w+(?=[.,;]|$)", "between", "Of two it is “between”.", 0.75),
    pattern(
        "since",
        r"\b(?P<x>since) (?:\d+|two|three|four|five|six|seven|eight|ten) years\b(?! ago)",
        "for",
        "A length of time takes “for”.",
        0.85,
    ),
    pattern(
        "during",
        r"\b(?P<x>during) (?:\d+|two|three|four|five|six|seven|eight|ten) (?:years|months|weeks)\b(?! of\b| in\b)",
        "for",
        "A length of time takes “for”.",
        0.75,
    ),
    pattern("according", r"\b(?P<x>according) (?=the|our|my|their)\b", "according to", "“To” is missing.", 0.9),
    pattern(
        "due",
        r"\b(?P<x>due) (?=the|our|my|their)\b(?!the (?:same|next|following|end))",
        "due to",
        "“To” is missing.",
        0.85,
    ),
    pattern("despite_of", r"\b(?P<x>despite of)\b", "despite", "“Despite” stands alone.", 0.9),
    pattern("other_hand", r"\b(?P<x>in) the other hand\b", "on", "It is “on the other hand”.", 0.9),
    pattern(
        "by_my_own",
        r"\b(?:worked|managed|did|completed|travelled|built) (?:\w+ )?(?P<x>by) my own\b",
        "on",
        "It is “on my own”.",
        0.85,
    ),
    pattern(
        "lot_of lots_of",
        r"\b(?P<x>lots|lot) of (?=\w)(?<!a lot of )(?<=^lot of )",
        "lot_of lots_of",
        "“A” is missing.",
        0.7,
    ),
    pattern("as_well", r"\bas well (?P<x>than|that) ", "as", "It is “as well as”.", 0.85),
    pattern("both_", r"\bboth (?:\w+ ){1,3}(?P<x>or) (?:in )?\w+(?=[.,;]|$)", "and", "“Both” goes with “and”.", 0.75),
    pattern("neither", r"\bneither (?:\w+ ){1,3}(?P<x>or) \w+", "nor", "“Neither” goes with “nor”.", 0.85),
    pattern(
        "not_only",
        r"\bnot only (?:[\w'’-]+ ){1,6}(?P<x>but the|and also)\b",
        "but also the",
        "“Not only” goes with “but also”.",
        0.6,
    ),
    pattern("the_same", r"\bthe same (?:\w+ )?(?P<x>than)\b", "as", "It is “the same as”.", 0.85),
    pattern("different", r"\b(?P<x>different of)\b", "different from", "It is “different from”.", 0.8),
    pattern("as_per", r"\b(?P<x>as per to)\b", "as_per", "“To” is too much.", 0.85),
    pattern(
        "one_of_the",
        r"\bone of the (?:best|most|largest|biggest|top|leading|first|main|key) (?:\w+ )?(?P<x>company|bank|university|hospital|agency|factory|city|country|industry|facility)\b(?=[.,;]|$| in\b)",
        lambda wrong: wrong[:-1] + "ies" if wrong.endswith("y") else wrong + "s",
        "Of many it is the plural.",
        0.85,
    ),
    pattern(
        "one_of",
        r"\bone of (?:the|our|my|their|its|these|those) (?P<x>supervisor|manager|employee|member|student|engineer|developer|founder|winner|leader|team|project|supplier|client|customer|school|company|nurse|teacher|finalist|author|assistant|trainer)\b(?! (?:teams|members|managers|projects|companies|leaders|services|groups|awards|schools|\w+s\b))",
        lambda wrong: wrong[:-1] + "ies" if wrong.endswith("y") else wrong + "s",
        "Of many it is the plural.",
        0.85,
    ),
    pattern(
        "use_to",
        r"\b(?:i|we|they|he|she) (?P<x>use) to (?=work|run|be|teach|manage|live|have)",
        "use_to",
        "It is “used to”.",
        0.9,
    ),
    pattern("and_etc", r"\b(?P<x>and etc)\b", "and_etc", "“Etc” holds the “and” already.", 0.85),
    pattern("such_", r"\b(?P<x>such like|such us|such a) (?=\w+s\b,)", "such as", "It is “such as”.", 0.8),
    pattern("so_that_to", r"\b(?P<x>so that to)\b", "so as to", "It is “so as to” or “so that”.", 0.85),
    pattern("hardly", r"\b(?P<x>worked hardly)\b", "worked hard", "“Hardly” means “almost not”.", 0.85),
    pattern("responsible", r"\b(?P<x>responsible) (?=the\b|our\b|all\b)", "responsible for", "“For” is missing.", 0.85),
    pattern("on_charge", r"\b(?P<x>on charge) of\b", "on_charge", "It is “in charge of”.", 0.9),
    pattern(
        "in_schedule in_budget",
        r"\b(?P<x>in schedule|in budget)\b(?! (?:of|for|to|and))",
        "on schedule",
        "It is “on schedule”, “within budget”.",
        0.6,
    ),
)


def find_wrong_phrases(prose: Prose) -> Iterator[Spot]:
    """Yield phrases in which one word is wrong, missing or too much."""
    return find_patterns(prose, _PATTERNS)


def find_wrong_adverbs(prose: Prose) -> Iterator[Spot]:
    """Yield adjectives where an adverb belongs, and the other way round: ``Successful launched``, ``highly quality``."""
    return find_patterns(prose, _ADVERBS)


_ADJECTIVE = (
    "successful|effective|efficient|consistent|regular|frequent|previous|direct|current|active|constant|primary|accurate|careful|independent|proactive|recent|"
    "continuous|significant|substantial|quick|rapid|timely?|professional|personal|safe|correct"
)
_DONE = r"(?:[a-z]+ed|led|ran|built|won|sold|taught|oversaw|grew|made|met|wrote|brought|took|kept)"


def _adverb(wrong: str) -> str:
    low = wrong.lower()
    if low.endswith("le"):
        return low[:-1] + "y"
    return low[:-1] + "ily" if low.endswith("y") else low + "ly"


_ADVERBS: tuple[Pattern, ...] = (
    pattern(
        " ".join(_ADJECTIVE.replace("?", "").split("|")),
        rf"^(?P<x>{_ADJECTIVE}) (?={_DONE} (?:the|a|an|all|our|\d+|two|three|four|five|six|new|up|over|more|several|customer|customers|staff|fire|and|with|stock)\b)",
        _adverb,
        "Before a verb stands an adverb.",
        0.85,
    ),
    pattern(
        "independent effective efficient close quick accurate safe proper professional careful autonomous",
        r"\b(?:work(?:ed|s|ing)?|perform(?:ed|s|ing)?|act(?:ed|s|ing)?|communicat(?:e[ds]?|ing)|operat(?:e[ds]?|ing)|function(?:ed|s)?|collaborat(?:e[ds]?|ing)|liais(?:e[ds]?|ing)) "
        r"(?:very )?(?P<x>independent|effective|efficient|close|quick|accurate|safe|proper|professional|careful|autonomous)"
        r"(?= (?:and|in|with|to|under|on|at|within|as|across)\b|[.,;]|$)",
        _adverb,
        "After a verb stands an adverb.",
        0.85,
    ),
    pattern(
        "good",
        r"\b(?:work(?:ed|s)?|perform(?:ed|s)?|did|communicate[sd]?|cooperate[sd]?) (?P<x>good) (?=under|in|with|at|as)",
        "well",
        "The adverb is “well”.",
        0.85,
    ),
    pattern(
        "fluent",
        r"\b(?:speaks?|spoke|speaking) [A-Z]\w+(?: and [A-Z]\w+)? (?P<x>fluent)(?= and\b|[.,;]|$)",
        "fluently",
        "After a verb stands an adverb.",
        0.9,
    ),
    pattern(
        "careful quick beautiful accurate efficient effective professional independent successful regular correct polite proper",
        rf"^{_DONE} (?:[\w-]+ ){{1,4}}(?:very |so |more )?(?P<x>careful|quick|beautiful|accurate|efficient|effective|professional|independent|successful|regular|correct|polite|proper)(?=[.;]|$)"
        r"(?<!ly)",
        _adverb,
        "After a verb stands an adverb.",
        0.8,
    ),
    pattern(
        "beautiful quick careful fluent perfect accurate successful effective punctual regular",
        r"\b(?:sang|sings?|wrote|writes?|spoke|speaks?|drove|drives?|played|plays?|danced|cooked|handled|typed|types?|presented|sewed|painted|learned|learnt|completed|arrived|answered|delivered) "
        r"(?:very )?(?P<x>beautiful|quick|careful|fluent|perfect|accurate|successful|effective|punctual|regular)(?=[.,;]|$| (?:at|in|on|for|under|to|with|by|within)\b)",
        _adverb,
        "After a verb stands an adverb.",
        0.85,
    ),
    pattern(
        "highly",
        r"\b(?P<x>highly) (?=quality|standards?|volumes?|level|skills|end\b|school|speed|traffic|profile|risk)",
        "high",
        "Before a noun stands an adjective.",
        0.9,
    ),
    pattern(
        "high",
        r"\b(?P<x>high) (?=motivated|skilled|organi[sz]ed|qualified|experienced|trained|regarded|rated|detailed|recommended)",
        "highly",
        "Before an adjective stands an adverb.",
        0.9,
    ),
    pattern(
        "quickly excellently strongly clearly fluently newly deeply greatly",
        r"\b(?P<x>quickly|excellently|strongly|clearly|fluently|deeply|greatly) (?=skills|response|responses|background|communication|knowledge|understanding|results|experience|service|success|english|turnaround)",
        lambda wrong: wrong[:-2],
        "Before a noun stands an adjective.",
        0.85,
    ),
    pattern(
        "good",
        r"\b(?P<x>good) (?=organi[sz]ed|educated|established|versed|presented|respected|maintained)\b",
        "well",
        "Before a participle stands “well”.",
        0.85,
    ),
)
