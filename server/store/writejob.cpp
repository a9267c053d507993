// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/writejob.h"

#include <QMetaObject>
#include <QObject>

#include <map>

namespace Store {

void answerAll(const std::vector<WriteJob *> &jobs, const Result<Done> &committed)
{
    // One event a thread: each by itself would cost the two threads more than the job.
    std::map<QObject *, std::vector<WriteJob *>> away;
    for (WriteJob *job : jobs) {
        if (job->home())
            away[job->home()].push_back(job);
        else
            job->answer(committed);
    }
    for (const auto &[home, group] : away) {
        QMetaObject::invokeMethod(
            home,
            [group = group, committed] {
                for (WriteJob *job : group)
                    job->answer(committed);
            },
            Qt::QueuedConnection);
    }
}

Failure endsWriting()
{
    return failure(Error::Kind::Unavailable, QStringLiteral("The server is stopping."));
}

} // namespace Store
