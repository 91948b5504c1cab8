"""Work spread over workers: any `concurrent.futures.Executor`, in order, few results at a time.

The outcome does not depend on how many workers there are: every item is a task of its own, and
results come back in the order of the items. Nothing here knows what the work is.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import TypeVar

from congruence.errors import CongruenceError
from congruence.messages import _

AHEAD = 16
"""Tasks under way or waiting to be fetched: bounds the memory that results take."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerError(CongruenceError):
    """A worker stopped before its work was done: killed, or out of memory."""


def mapped(
    function: Callable[[Item], Result], items: Iterable[Item], executor: Executor | None = None
) -> Iterator[Result]:
    """Give ``function(item)`` for every item, in order; over ``executor`` where there is one.

    For an executor of processes, ``function`` stands at the top of a module and items and results
    can be pickled.

    Raises:
        WorkerError: a worker stopped. What ``function`` raises comes through as it is.
    """
    if executor is None:
        yield from map(function, items)
        return
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(executor.submit(function, item))
            if len(waiting) >= AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor as error:
        raise WorkerError(
            _("a worker stopped before its work was done, perhaps for want of memory"),
            remedy=_("run again with --workers 1"),
        ) from error
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def pool(workers: int) -> Iterator[Executor | None]:
    """Give that many processes; None for one worker, which is this process itself.

    Processes are spawned, not forked: the same on every system, and safe beside threads. They
    hold a line to this process and end at once when it is cut, so that no worker outlives a
    command that was interrupted or killed.
    """
    if workers <= 1:
        yield None
        return
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    executor = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin_worker, initargs=(theirs,)
    )
    try:
        yield executor
    except BaseException:
        ours.close()
        executor.shutdown(cancel_futures=True)
        raise
    else:
        executor.shutdown()
    finally:
        ours.close()
        theirs.close()


def processors() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin_worker(line: Connection) -> None:
    # Ctrl-C reaches every process of a terminal: a worker ends without a word, the command says it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_when_cut, args=(line,), daemon=True).start()


def _end_when_cut(line: Connection) -> None:
    try:
        line.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
