"""Commands whose machine has another time than this one, or was started again since."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

# The system's clock alone, as on a machine whose clock is set wrongly, and which start of the
# kernel it is. Under faketime 0.9.10 (which knows no sem_clockwait) no timed wait of a Python
# thread ends: a server's timers stand still.
SHIM = r"""
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *at) {
    int failed = (int)syscall(SYS_clock_gettime, clock, at);
    const char *by = getenv("WRONG_BY");
    if (!failed && by && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        at->tv_sec += atoll(by);
    return failed;
}

int gettimeofday(struct timeval *at, void *zone) {
    struct timespec now;
    (void)zone;
    int failed = clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return failed;
}

time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}

static int opened(const char *path, int flags, va_list more) {
    int made = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE;
    int mode = made ? va_arg(more, int) : 0;
    const char *other = getenv("OTHER_BOOT");
    if (other && !strcmp(path, "/proc/sys/kernel/random/boot_id")) path = other;
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int handle = opened(path, flags, more);
    va_end(more);
    return handle;
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int handle = opened(path, flags | O_LARGEFILE, more);
    va_end(more);
    return handle;
}
"""


def wrong_clock(folder: Path, by: timedelta, boot: str = "") -> list[str]:
    """What stands before a command of which, and of whose children, the system's clock is wrong.

    `boot`: the id of another start of the kernel than this one's; empty: it is the same.
    """
    source, library = folder / "clock.c", folder / "clock.so"
    source.write_text(SHIM)
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source], check=True)
    command = ["/usr/bin/env", f"LD_PRELOAD={library}", f"WRONG_BY={round(by.total_seconds())}"]
    if boot:
        (folder / "boot_id").write_text(boot)
        command.append(f"OTHER_BOOT={folder / 'boot_id'}")
    return command
