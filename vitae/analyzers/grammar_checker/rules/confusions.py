"""Right words in the wrong place: pairs that sound or look alike, told apart by their neighbours."""

from collections.abc import Iterator

from vitae.analyzers.grammar_checker.rules.patterns import Pattern, find_patterns, pattern
from vitae.analyzers.grammar_checker.spot import Prose, Spot

_ROLE = (
    "project|product|account|general|sales|office|store|shop|assistant|senior|junior|operations|area|regional|line|"
    "branch|duty|shift|programme|program|team|marketing|hr|finance|facilities|site|hiring|property|floor|case|"
    "restaurant|hotel|the|a|as|our|my|by"
)
_THEIR_NOUN = (
    "own|team|teams|skills?|goals?|needs?|families|work|performance|clients?|customers?|probation|careers?|homes?|"
    "education|progress|training|business|businesses|data|projects?|knowledge|understanding|first|health|behaviou?r|"
    "learning|studies|results?|systems?|products?|services?|accounts?|portfolios?|development|shifts?|contracts?"
)
_PREPOSITION = "after|with|of|for|in|on|to|from|about|during|through|into|at|improve[sd]?|improving|manag(?:ed|ing)"
_COMPARATIVE = (
    "more|less|better|worse|rather|fewer|higher|lower|faster|larger|smaller|greater|longer|shorter|cheaper|quicker|"
    "slower|bigger|stronger|sooner|older|younger|easier|wider|other"
)
_PEOPLE = "customers|clients|businesses|people|students|patients|companies|families|users|members|candidates|children"
_IN_TWO = {
    "alot": "a lot",
    "aswell": "as well",
    "atleast": "at least",
    "infact": "in fact",
    "incase": "in case",
    "eachother": "each other",
}

_PATTERNS: tuple[Pattern, ...] = (
    pattern(
        "manger",
        rf"(?<!garde )(?<!garde-)\b(?:{_ROLE}) (?P<x>manger)\b(?! scene)",
        "manager",
        "A manger is a feeding trough.",
    ),
    pattern(
        "mangers",
        r"\b(?P<x>mangers) (?:and|of|to|in|from|across|who|on|with)\b",
        "managers",
        "Mangers are feeding troughs.",
        0.8,
    ),
    pattern(
        "pubic",
        r"\b(?P<x>pubic) (?=relations|health|sector|speak|school|polic|affairs|administration|safety|service|transport|"
        r"library|works|events?|sphere|accounting|company|compan|procurement|opinion|bod)",
        "public",
        "The letter l is missing.",
        0.98,
    ),
    pattern("asses", r"(?:\bto|,|^|\band) (?P<x>asses) (?=[a-z])", "assess", "“Asses” are donkeys.", 0.9),
    pattern("asses", r"^(?P<x>asses) (?=[a-z])", "assess", "“Asses” are donkeys.", 0.9),
    pattern(
        "form",
        r"\b(?:graduated|ranging|collected|gathered|obtained|migrat\w+|received|transferred|imported|extracted|promoted|"
        r"resulting|apart|away|data|reports?|feedback|sales|costs?|time|rate|revenue|spend|moved|transition\w*|"
        r"increas\w+|reduc\w+|grew|fell|rose|learn\w*|sourced|recovered|returned|benefit\w*|work\w*) (?P<x>form) "
        r"(?=the|a|an|\d|[$€£]|various|multiple|several|our|their|all|different|scratch|customers|clients|home|over)",
        "from",
        "“Form” for “from”.",
    ),
    pattern("form", r"\b(?P<x>form) (?=scratch\b|(?:19|20)\d\d (?:to|until|till)\b)", "from", "“Form” for “from”."),
    pattern(
        "from",
        r"\b(?:application|registration|intake|consent|order|web|contact|enrol\w*|tax) (?P<x>from)(?=[.,;]|$| and\b)",
        "form",
        "“From” for “form”.",
        0.85,
    ),
    pattern(
        "loose",
        r"\b(?:to|not|never|would|could|might|may) (?P<x>loose) (?=a|an|the|any|our|their|data|customers|clients|time|"
        r"money|weight|sight|control|focus)",
        "lose",
        "“Loose” means not tight.",
    ),
    pattern(
        "insur",
        r"\b(?P<x>insur(?:e|es|ed|ing)) (?=that\b|compliance|proper|quality|safety|accura|timely|smooth|customer "
        r"satisf|adherence|(?:the |a |high |maximum |optimal )?(?:quality|safety|accuracy|timely|success|smooth|"
        r"deliver|highest|proper|correct|best))",
        lambda wrong: "en" + wrong.lower()[2:],
        "To insure is to sell or buy a policy; to make certain is to ensure.",
        0.85,
    ),
    pattern(
        "affect",
        r"\b(?:positive|negative|significant|direct|adverse|side|immediate|no|lasting) (?P<x>affects?)\b"
        r"(?! (?:the|our|a)\b)",
        lambda wrong: "e" + wrong.lower()[1:],
        "The noun is “effect”.",
    ),
    pattern(
        "effected",
        r"\b(?:was|were|been|being|is|are|negatively|positively|adversely) (?P<x>effected) (?=by\b)",
        "affected",
        "“Effected” means brought about.",
    ),
    pattern(
        "principle",
        r"\b(?P<x>principle) (?=engineer|investigator|consultant|designer|architect|scientist|analyst|developer|"
        r"researcher|lecturer|teacher|officer|dancer|violin|cell)",
        "principal",
        "A principle is a rule; the chief one is the principal.",
    ),
    pattern(
        "principals",
        r"\b(?:guiding|core|basic|design|accounting|solid|first) (?P<x>principals)\b",
        "principles",
        "Rules are principles.",
    ),
    pattern(
        "lead",
        r"\b(?:was|were|been|being|have|has|had|successfully|personally|also|and|that|which|who) (?P<x>lead) "
        r"(?=by\b|a\b|an\b|the\b|to (?:a|an|the)\b|teams?\b|our\b|\d)",
        "led",
        "The past of “lead” is “led”.",
        0.8,
    ),
    pattern(
        "there",
        rf"\b(?:{_PREPOSITION}) (?P<x>there) (?=(?:{_THEIR_NOUN})\b)",
        "their",
        "What belongs to them is “their”.",
    ),
    pattern(
        "their", r"\b(?P<x>their) (?=(?:is|are|was|were|has been|have been) )", "there", "“Their” tells whose it is."
    ),
    pattern(
        "its",
        r"\b(?P<x>its) (?=(?:a|an|the|been|not|important|necessary|essential|possible) )",
        "it's",
        "“Its” tells whose it is; “it is” shortens to “it's”.",
        0.85,
    ),
    pattern(
        "it's it’s",
        r"\b(?P<x>it['’]s) (?=(?:own|customers|clients|employees|users|suppliers|competitors|first|annual|"
        r"operations|services|products|staff|peers|performance|core|entire|predecessor|target|budget|website|results?|size|kind|purpose|members)\b)",
        "its",
        "“It's” is short for “it is”.",
        0.85,
    ),
    pattern(
        "your",
        r"\b(?P<x>your) (?=(?:welcome|going|looking|able|interested|hiring|seeking|not)\b)",
        "you're",
        "“Your” tells whose it is.",
        0.8,
    ),
    pattern(
        "then",
        rf"\b(?:{_COMPARATIVE}) (?P<x>then) (?=\w)",
        "than",
        "A comparison takes “than”.",
        0.9,
    ),
    pattern(
        "then",
        r"(?:\bmore|\bless|\bfewer|\bhigher|\blower)(?: \w+){1,2} (?P<x>then) "
        r"(?=\d|[$€£]|any\b|the (?:average|previous)\b)",
        "than",
        "A comparison takes “than”.",
    ),
    pattern(
        "than",
        r"\b(?:and|since|until|by|back|first|,) (?P<x>than) (?=\w)",
        "then",
        "“Than” compares; in time it is “then”.",
        0.8,
    ),
    pattern(
        "who's who’s",
        rf"\b(?:{_PEOPLE}|[a-z]+s) (?P<x>who['’]s) (?=[a-z]+)",
        "whose",
        "“Who's” is short for “who is”.",
        0.85,
    ),
    pattern(
        "were",
        r"\b(?:role|position|company|job|project|internship|place|environment|school|university|team|department|\w,) "
        r"(?P<x>were) (?=(?:I|we|he|she|they|you)\b)",
        "where",
        "“Were” is a form of “to be”.",
    ),
    pattern(
        "advise",
        r"\b(?:provid\w+|gave|giving|offer\w+|legal|financial|expert|professional|of|medical|tax|technical|for) "
        r"(?P<x>advise)\b(?! (?:on|the|our|and)\b)",
        "advice",
        "The noun is “advice”.",
        0.85,
    ),
    pattern(
        "personal",
        r"\b(?:military|security|medical|sales|office|train\w*|supervis\w*|manag\w*|hir\w+|key|warehouse|nursing|support|"
        r"\d+) (?P<x>personal)(?=[.,;]|$| and| in\b| on\b| to\b)",
        "personnel",
        "A body of employees is “personnel”.",
        0.75,
    ),
    pattern(
        "stationary",
        r"\b(?:office|ordered|ordering|branded|company) (?P<x>stationary)\b",
        "stationery",
        "Paper is “stationery”.",
    ),
    pattern(
        "moral",
        r"\b(?:team|staff|employee|boost\w*|improv\w+|low|high) (?P<x>moral)(?=[.,;]|$| and\b)",
        "morale",
        "Spirit is “morale”.",
        0.8,
    ),
    pattern(
        "of", r"\b(?:could|should|would|must|might) (?P<x>of)\b(?! course)", "have", "It is “have”, not “of”.", 0.95
    ),
    pattern(
        "roll",
        r"\b(?P<x>roll) (?=(?:of|as) (?:an?|the)? ?(?:manager|team lead|lead|supervisor|director|assistant))",
        "role",
        "A part one plays is a “role”.",
    ),
    pattern("manged", r"\b(?P<x>manged)\b", "managed", "The letter a is missing.", 0.9),
    pattern(
        "preform",
        r"\b(?P<x>preform(?:ed|ing)?) (?=\w*(?:maintenance|test|check|analys|inspection|dut|task|audit|the\b|a\b|all\b|"
        r"routine|daily|weekly|quality|data|regular|various|general|basic))",
        lambda wrong: "per" + wrong.lower()[3:],
        "To preform is to shape beforehand.",
        0.85,
    ),
    pattern(
        "costumer",
        r"(?:(?:assist\w*|serv\w*|help\w*|satisf\w*|greet\w*|with|to|new|our|of) )(?P<x>costumers?)\b",
        lambda wrong: "customer" + ("s" if wrong.endswith("s") else ""),
        "A costumer makes costumes.",
        0.8,
    ),
    pattern(
        "affect",
        r"\b(?:the|an|its|their|this) (?P<x>affects?) (?=of|on)\b",
        lambda wrong: "e" + wrong.lower()[1:],
        "The noun is “effect”.",
    ),
    pattern(
        "their",
        r"\b(?:worked|was|stayed|been|lived|studied) (?P<x>their) (?=(?:for|until|as|from|since|in|and) )",
        "there",
        "“Their” tells whose it is.",
    ),
    pattern(
        "then",
        r"\b(?:more|less) \w+(?: \w+)? (?P<x>then) (?=(?:my|our|their|the|any|all|other|expected|planned|before)\b)",
        "than",
        "A comparison takes “than”.",
        0.8,
    ),
    pattern("apart", r"\b(?P<x>apart) (?=of (?:a|an|the|our|their|my)\b)", "a part", "“Apart” means away.", 0.9),
    pattern("responsible", r"\bresponsible (?P<x>of) (?=\w)", "for", "One is responsible for something.", 0.9),
    pattern(
        "ours",
        r"\b(?P<x>ours) (?=(?:\w+s|team|staff)\b)(?!ours (?:is|was|has)\b)",
        "our",
        "Before a noun it is “our”.",
        0.8,
    ),
    pattern(
        "alot aswell atleast infact incase eachother",
        r"\b(?P<x>alot|aswell|atleast|infact|incase|eachother)\b",
        lambda wrong: _IN_TWO[wrong.lower()],
        "These are two words.",
        0.95,
    ),
)


def find_confusions(prose: Prose) -> Iterator[Spot]:
    """Yield words that were taken for another."""
    return find_patterns(prose, _PATTERNS)
