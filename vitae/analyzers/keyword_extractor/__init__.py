"""Keywords: what the candidate knows and does, each with its places and an explained score."""

from vitae.analyzers.analyzer import Analyzer
from vitae.analyzers.keyword_extractor.keywords import extract_keywords
from vitae.analyzers.keyword_extractor.result import Keyword, KeywordKind, KeywordResult, ScoreParts

__all__ = ["ANALYZER", "Keyword", "KeywordKind", "KeywordResult", "ScoreParts"]

ANALYZER = Analyzer(
    name="keyword_extractor", version=1, result_type=KeywordResult, run=extract_keywords, listed="keywords"
)
