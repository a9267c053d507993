// SPDX-License-Identifier: GPL-3.0-or-later
// servicefilter UNIT SYSTEM-SERVICE PROGRAM…: runs a program with the system calls that the unit's
// SystemCallFilter= lets it, as systemd would. SYSTEM-SERVICE is a file with the calls of the
// group @system-service, one a line.
// Source: systemd.exec(5), SystemCallFilter=.

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace {

std::vector<std::string> linesOf(const char *path)
{
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

/// The words of SystemCallFilter= in the unit.
std::vector<std::string> filterOf(const char *unit)
{
    static const std::string setting = "SystemCallFilter=";
    std::vector<std::string> words;
    for (const std::string &line : linesOf(unit)) {
        std::istringstream value(line.starts_with(setting) ? line.substr(setting.size()) : "");
        for (std::string word; value >> word;)
            words.push_back(word);
    }
    return words;
}

int fail(const char *what)
{
    std::fprintf(stderr, "servicefilter: %s: %s\n", what, std::strerror(errno));
    return 99;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 4)
        return fail("UNIT SYSTEM-SERVICE PROGRAM… are needed");
    std::vector<std::string> calls;
    for (const std::string &word : filterOf(argv[1])) {
        if (word == "@system-service") {
            for (const std::string &line : linesOf(argv[2]))
                calls.push_back(line);
        } else {
            calls.push_back(word);
        }
    }
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int known = 0;
    for (const std::string &call : calls) {
        const int number = seccomp_syscall_resolve_name(call.c_str());
        // As systemd does, what this machine does not have is passed over.
        if (number >= 0 && seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0) == 0)
            ++known;
    }
    if (known < 200)
        return fail("the unit's filter names too few calls");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || seccomp_load(filter) != 0)
        return fail("the filter cannot be loaded");
    execvp(argv[3], argv + 3);
    return fail(argv[3]);
}
