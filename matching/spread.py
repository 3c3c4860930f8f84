"""Blocks of work shared out over the processors, with what they find in the order of the blocks."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from os import cpu_count
from typing import TypeVar

Block = TypeVar("Block")
Result = TypeVar("Result")

MOST_WORKERS = 8


def spread(work: Callable[[Block], Result], blocks: Sequence[Block]) -> Iterator[Result]:
    """Do the work for each block in threads, which helps where it lets go of the interpreter as arrays do.

    Only a few blocks are under way at a time, so that memory stays small; a single one is done at once.

    >>> list(spread(lambda block: block * block, [3, 1, 2]))
    [9, 1, 4]
    """
    workers = min(cpu_count() or 1, MOST_WORKERS, len(blocks))
    if workers <= 1:
        yield from map(work, blocks)
        return
    with ThreadPoolExecutor(workers) as crew:
        waiting: deque[Future[Result]] = deque()
        for block in blocks:
            waiting.append(crew.submit(work, block))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
