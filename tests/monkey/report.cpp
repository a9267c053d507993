// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monkey/monkey.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <unistd.h>

namespace {

constexpr size_t Kept = 40;
constexpr size_t Longest = 160; // bytes of an act
constexpr qsizetype SlowestShown = 8;

// A signal handler reads them: no memory is allocated then.
std::array<std::array<char, Longest>, Kept> acts;
std::atomic<size_t> count = 0;
std::array<char, 64> seedLine;

QElapsedTimer sinceAct;
QByteArray present;
QList<std::pair<qint64, QByteArray>> slowest; // milliseconds

void write(const char *text)
{
    (void)!::write(STDERR_FILENO, text, std::strlen(text));
}

void printActs()
{
    write("\nThe last acts:\n");
    const size_t done = count;
    for (size_t i = done > Kept ? done - Kept : 0; i < done; ++i) {
        write("  ");
        write(acts[i % Kept].data());
        write("\n");
    }
    write(seedLine.data());
}

void onSignal(int number)
{
    printActs();
    std::signal(number, SIG_DFL);
    std::raise(number);
}

void watch(int seconds)
{
    std::thread([seconds] {
        size_t last = 0;
        while (true) {
            std::this_thread::sleep_for(std::chrono::seconds(seconds));
            if (count == last) {
                write("The window stands still.\n");
                std::abort();
            }
            last = count;
        }
    }).detach();
}

} // namespace

void MonkeyReport::begin(unsigned seed, int seconds)
{
    std::snprintf(seedLine.data(), seedLine.size(), "--seed %u\n", seed);
    for (const int number : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL})
        std::signal(number, onSignal);
    watch(seconds);
}

void MonkeyReport::note(const QByteArray &act)
{
    if (sinceAct.isValid()) {
        slowest.append({sinceAct.elapsed(), present});
        std::sort(slowest.begin(), slowest.end(),
                  [](const auto &one, const auto &other) { return one.first > other.first; });
        slowest.resize(std::min(slowest.size(), SlowestShown));
    }
    present = act;
    std::snprintf(acts[count % Kept].data(), Longest, "%s", act.constData());
    ++count;
    sinceAct.start();
}

void MonkeyReport::printSlowest()
{
    for (const auto &[milliseconds, act] : slowest)
        std::printf("%6lld ms  %s\n", static_cast<long long>(milliseconds), act.constData());
}
