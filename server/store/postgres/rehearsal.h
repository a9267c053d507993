// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/stopflag.h"
#include "server/store/postgres/reader.h"
#include "server/store/rehearsal.h"

#include <functional>
#include <memory>
#include <vector>

namespace Store::Postgres {

/// Each step is a transaction of its own that is rolled back; the statements that the steps before
/// have written are carried out first. Thread: the one that opened it.
class Rehearsal final : public Store::Rehearsal
{
public:
    /// @p stop stops its statements. @errors Unavailable: the database is not reached.
    static Result<std::unique_ptr<Rehearsal>> open(const Address &address, Reader::Look look,
                                                   const StopFlag &stop);
    ~Rehearsal() override;

    Store::Reader &reader() override { return *m_reader; }

private:
    explicit Rehearsal(Reader::Look look)
        : m_look(std::move(look))
    {
    }
    Result<Done> step(const std::function<bool(Store::Transaction &)> &work) override;
    /// Begins a transaction with all that the steps so far have written.
    /// @errors Unavailable: others keep rows locked, or have stored what is in its way.
    Result<Done> putChanges();

    const Reader::Look m_look;
    std::unique_ptr<Reader> m_reader; ///< Its connection is also that of the steps.
    std::vector<Command> m_journal; ///< What the steps so far have written.
};

} // namespace Store::Postgres
