"""What runs along a page: sums, last places, means over what is near. Pages stand one behind another in a row, and all are
worked out at once; nothing runs from one page into the next.

NumPy takes as long for the few dozen passages of a page as for the hundreds of a dozen pages. All sums are exact, so that what
comes out for a page does not depend on those beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float32]
Marks = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

FAR = 99.0
"""Places from which something is far away, however far."""


@dataclass(frozen=True, slots=True)
class Along:
    """Where the pages of a row begin and end. All values that are given and come out are a number for each passage."""

    at: Places
    """Place of each passage in the row."""
    page: Places
    """Number of its page."""
    begin: Places
    """Place of its page's first passage."""
    end: Places
    """Place behind its page's last."""

    @classmethod
    def of(cls, sizes: Sequence[int]) -> Along:
        """Pages of so many passages each, one or more."""
        ends = np.cumsum(sizes)
        return cls(
            np.arange(ends[-1]),
            np.repeat(np.arange(len(sizes)), sizes),
            np.repeat(ends - sizes, sizes),
            np.repeat(ends, sizes),
        )

    def shift(self, values: npt.NDArray[np.generic], by: int, into: Numbers, beyond: float = 0.0) -> None:
        """Fills in the value of the passage `by` places before each (after, where `by` is negative); `beyond` past a page's ends."""
        if by > 0:
            into[by:] = values[:-by]
            into[self.at - by < self.begin] = beyond
        else:
            into[:by] = values[-by:]
            into[self.at - by >= self.end] = beyond

    def sums(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        """The sum up to each passage."""
        sums = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
        found: npt.NDArray[np.float64] = sums[1:] - sums[self.begin]
        return found

    def last(self, marked: Marks) -> Places:
        """The last marked place before each; one before its page where there is none."""
        last = np.maximum.accumulate(np.where(marked, self.at, -1))
        return np.concatenate(([-1], last[:-1]))

    def since(self, marked: Marks) -> Numbers:
        """How many places each lies after the last marked one before it."""
        last = self.last(marked)
        found: Numbers = np.where(last < self.begin, FAR, np.minimum(FAR, self.at - last)).astype(np.float32)
        return found

    def until(self, marked: Marks) -> Numbers:
        """How many places each lies before the next marked one."""
        beyond = len(marked)
        following = np.minimum.accumulate(np.where(marked, self.at, beyond)[::-1])[::-1]
        following = np.concatenate((following[1:], [beyond]))
        found: Numbers = np.where(following >= self.end, FAR, np.minimum(FAR, following - self.at)).astype(np.float32)
        return found

    def runs(self, marked: Marks) -> Numbers:
        """How long the run of marked places is that each stands in, at most 60; 0 for those unmarked."""
        before = np.maximum.accumulate(np.where(marked, -1, self.at))
        after = np.minimum.accumulate(np.where(marked, len(marked), self.at)[::-1])[::-1]
        length = np.minimum(after, self.end) - np.maximum(before, self.begin - 1) - 1
        found: Numbers = np.where(marked, np.minimum(length, 60), 0).astype(np.float32)
        return found

    def filled(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The last value up to each that is a number; 0 before the first."""
        at = np.maximum.accumulate(np.where(np.isnan(values), -1, self.at))
        return np.where(at < self.begin, 0.0, values[at])

    def means(self, *rows: tuple[npt.NDArray[np.generic], int]) -> Numbers:
        """The mean of each row over each place and its reach on either side; values are multiples of 2⁻³⁰, and add up exactly."""
        total = len(self.at)
        sums = np.zeros((len(rows), total + 1))
        for own, (values, _) in zip(sums, rows, strict=True):
            own[1:] = values
        np.cumsum(sums, axis=1, out=sums)
        bounds = {
            reach: (np.maximum(self.at - reach, self.begin), np.minimum(self.at + reach + 1, self.end))
            for reach in {reach for _, reach in rows}
        }
        found = np.empty((len(rows), total), np.float32)
        for into, own, (_, reach) in zip(found, sums, rows, strict=True):
            low, high = bounds[reach]
            np.divide(own[high] - own[low], high - low, out=into, casting="same_kind")
        return found
