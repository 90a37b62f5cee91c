// launch FILE COMMAND ARGUMENT...: runs the command and writes "NANOSECONDS KIBIBYTES STATUS" into FILE.
//
// In C, since a process counts the memory of the one that it was started from as its own
// (https://man7.org/linux/man-pages/man2/getrusage.2.html, ru_maxrss): the starter has to be small.
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(int count, char **arguments) {
  if (count < 3) return 64;
  int file = open(arguments[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return 73;
  long long start = nanoseconds();
  pid_t child;
  if (posix_spawnp(&child, arguments[2], NULL, NULL, arguments + 2, environ) != 0) return 127;
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) != child) return 70;
  dprintf(file, "%lld %ld %d\n", nanoseconds() - start, usage.ru_maxrss,
          WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}
