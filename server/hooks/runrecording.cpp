// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/runrecording.h"

#include "server/core/json.h"

namespace Hooks {

RunRecording::~RunRecording()
{
    if (m_over)
        m_over(*this);
}

void RunRecording::add(const QByteArray &events)
{
    // Parsed, because the text becomes a part of an answer as it is.
    const bool isKept = !m_isCut && !events.isEmpty() && m_events.size() + events.size() < m_room
        && Json::Document::parse('[' + events + ']');
    if (!isKept) {
        m_isCut = true;
        return;
    }
    if (!m_events.isEmpty())
        m_events.append(',');
    m_events.append(events);
}

void RunRecording::clear()
{
    m_events.clear();
    m_isCut = false;
}

} // namespace Hooks
