// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/rehearsal.h"
#include "server/store/sqlite/reader.h"
#include "server/store/sqlite/tables.h"
#include "server/core/stopflag.h"

#include <functional>
#include <memory>

namespace Store::Sqlite {

/// Each step is a transaction of its own that is rolled back; what the steps before have changed is
/// kept as a change set of SQLite and put in first. Thread: the one that opened it.
class Rehearsal final : public Store::Rehearsal
{
public:
    /// @p stop stops its statements. @errors Unavailable: the file cannot be opened.
    static Result<std::unique_ptr<Rehearsal>> open(const QString &path, const StopFlag &stop);
    ~Rehearsal() override;

    Store::Reader &reader() override { return *m_reader; }

private:
    Rehearsal() = default;
    /// Puts the changes in, does @p work, records what it has changed, and rolls all of it back: so
    /// the file is locked for one step alone.
    Result<Done> step(const std::function<bool(Store::Transaction &)> &work) override;
    /// Applies what all steps so far have changed. Where somebody else has changed the same row in
    /// the meantime, the rehearsal's state is what it sees.
    /// @errors Unavailable: SQLite does not take them.
    Result<Done> putChanges(Connection &connection);

    std::unique_ptr<Reader> m_reader; ///< Its connection is also that of the steps.
    Tables m_tables; ///< The texts of statements.
    QByteArray m_changes; ///< Of all steps so far; empty: none.
};

} // namespace Store::Sqlite
