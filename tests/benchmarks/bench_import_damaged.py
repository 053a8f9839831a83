"""Five hundred damaged files of each format: how many end in anything but a text or a sentence.

Damaged by the same seeds as in ``tests/storage/test_import_job.py``, and read where Spindle reads
them, in the job process. A failure is a file that was neither read nor refused with a sentence, and
a job process that died or that a stalled file had stopped.
"""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from spindle.adapters.job_process import JobProcess
from spindle.core.jobs_port import JobFailed
from spindle.features.listen.importing.errors import Wrong
from tests.helpers.mutations import mutated
from tests.helpers.seed_files import formats
from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

LONG = True
FILES = 500
SECONDS, MEGABYTES = 10.0, 600.0
_TASK = "spindle.features.listen.importing.task:read"
_KNOWN = frozenset(wrong.value for wrong in Wrong)


@dataclass
class Watch:
    """What damaged files have done to a job process, one after the other."""

    files: int = 0
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak: float = 0.0
    _process: JobProcess | None = None

    def read(self, path: Path, seed: int) -> None:
        """Read one file; a process that was lost is made anew for the next."""
        process = self._process = self._process or JobProcess()
        began = now()
        why, lost = "", False
        try:
            process.run(_TASK, {"path": str(path)}, lambda _: None)
        except JobFailed as failure:
            lost = failure.kind not in _KNOWN
            why = failure.kind if lost or not str(failure).endswith(".") else ""
        self.files += 1
        self.slowest = max(self.slowest, now() - began)
        if why:
            self.failures.append(f"{path.name} {seed}: {why}")
        if lost:
            self.close()
        else:
            self._measure(process)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def _measure(self, process: JobProcess) -> None:
        status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
        self.peak = max(self.peak, int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6)


def rows() -> list[Row]:
    """Of all formats together."""
    watch = Watch()
    with tempfile.TemporaryDirectory() as folder:
        try:
            for suffix, whole in formats().items():
                path = Path(folder) / f"damaged{suffix}"
                for seed in range(FILES):
                    path.write_bytes(mutated(whole, seed))
                    watch.read(path, seed)
        finally:
            watch.close()
    for each in watch.failures:
        print(f"  {each}", flush=True)
    what = f"import: {watch.files} damaged files, {FILES} of each format"
    return [
        (f"{what}: failures", 0.0, float(len(watch.failures)), "files"),
        (f"{what}: the slowest", SECONDS, watch.slowest, "s"),
        (f"{what}: memory of the job process", MEGABYTES, watch.peak, "MB"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.1f} {unit} (target {target:g})")
