// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentfeed.h"

#include "ui/documents/documentmodel.h"
#include "ui/widgets/entitytag.h"

#include <QWidget>

#include <algorithm>
#include <chrono>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr auto ReadAfter = 300ms; ///< The first change: more of them may follow.

} // namespace

DocumentFeed::DocumentFeed(Client &client, DocumentModel &model, const QString &collection,
                           QWidget *panel)
    : QObject(panel)
    , m_model(model)
    , m_collection(collection.toUtf8())
    , m_panel(*panel)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(ReadAfter);
    m_timer.callOnTimeout(this, &DocumentFeed::catchUp);
    connect(&client, &Client::changed, this, &DocumentFeed::take);
    connect(&client, &Client::changesMissed, this, [this] {
        m_isStale = true;
        waitIfSeen();
    });
}

void DocumentFeed::take(const Store::CommitSummary &changes)
{
    using Change = Store::DefinitionChange;
    if (std::any_of(changes.definitions.begin(), changes.definitions.end(),
                    [this](const Change &each) {
                        return each.subject == Change::Subject::Collection
                            && (each.name == m_collection || each.before == m_collection);
                    })) {
        m_isRedefined = true;
        waitIfSeen();
    }
    const auto *documents = changes.find(m_collection);
    if (!documents)
        return;
    const bool isNamed = documents->created == 0 && documents->removed == 0
        && !documents->documents.empty() && m_unseen.size() < Store::CommitSummary::MostNamed;
    if (isNamed)
        m_unseen.insert(m_unseen.end(), documents->documents.begin(), documents->documents.end());
    else
        m_isStale = true;
    waitIfSeen();
}

void DocumentFeed::waitIfSeen()
{
    if (m_panel.isVisible() && !m_timer.isActive())
        m_timer.start();
}

/// Whether the rows have @p change, such as one that was made here.
bool DocumentFeed::isShown(const Store::Change &change) const
{
    const int row = m_model.rowOf(change.id);
    return change.kind == Store::Change::Kind::Changed && row >= 0
        && EntityTag::of(m_model.json(row)) == EntityTag::ofVersion(change.version);
}

void DocumentFeed::catchUp()
{
    m_timer.stop();
    if (m_model.isReading()) { // to begin again each time would never come to an end
        waitIfSeen();
        return;
    }
    const auto unseen = std::exchange(m_unseen, {});
    const bool isStale = std::exchange(m_isStale, false);
    if (std::exchange(m_isRedefined, false))
        m_model.loadColumns();
    else if (isStale
             || !std::all_of(unseen.begin(), unseen.end(),
                             [this](const Store::Change &change) { return isShown(change); }))
        m_model.reload();
}
