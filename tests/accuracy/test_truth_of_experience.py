"""The months that the truths of the benchmark give."""

import pytest

from benchmarks.accuracy.experience import Months, experience_of
from benchmarks.accuracy.person import Post


def job(start: str, end: str, kind: str = "job") -> Post:
    return Post("Acme", "Clerk", start=start, end=end, kind=kind)


@pytest.mark.parametrize(
    ("posts", "months"),
    [
        ([job("2019-01", "present")], Months(95, 95, 95)),
        ([job("2017", "2019")], Months(14, 24, 36)),
        ([job("2018", "2018")], Months(1, 6, 12)),
        ([job("2019-Q1", "2019-Q3")], Months(5, 9, 9)),
        ([job("2020-spring", "2020-summer")], Months(2, 6, 6)),
        ([job("2019-01", "2020-01"), job("2020-01", "2021-01")], Months(25, 25, 25)),
        ([job("2013", "2018"), job("2018", "present")], Months(146, 161, 167)),
    ],
)
def test_the_examples_of_the_page_on_experience_hold(posts: list[Post], months: Months) -> None:
    assert experience_of(tuple(posts)) == months


@pytest.mark.parametrize(
    "post", [job("", ""), job("2021-05", "2020-01"), job("2027-01", "present"), job("2019-01", "2019-06", "break")]
)
def test_undated_reversed_future_and_unpaid_posts_count_nothing(post: Post) -> None:
    assert experience_of((post,)) == Months(0, 0, 0)
