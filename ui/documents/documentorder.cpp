// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentorder.h"

#include "server/core/json.h"

int DocumentOrder::indexOf(const QString &field) const
{
    for (int i = 0; i < m_keys.size(); ++i) {
        if (m_keys[i].field == field)
            return i;
    }
    return -1;
}

DocumentOrder DocumentOrder::toggled(const QString &field) const
{
    DocumentOrder other = *this;
    const int known = indexOf(field);
    if (known < 0)
        other.m_keys.append({field, Qt::AscendingOrder});
    else if (m_keys[known].order == Qt::AscendingOrder)
        other.m_keys[known].order = Qt::DescendingOrder;
    else
        other.m_keys.removeAt(known);
    return other;
}

QByteArray DocumentOrder::hint() const
{
    QByteArrayList members;
    for (const Key &key : m_keys)
        members.append(Json::quoted(key.field) + (key.order == Qt::AscendingOrder ? ":1" : ":-1"));
    return members.isEmpty() ? QByteArray() : "\"$orderby\":{" + members.join(',') + '}';
}

QStringList DocumentOrder::texts() const
{
    QStringList texts;
    for (const Key &key : m_keys)
        texts.append((key.order == Qt::AscendingOrder ? u'+' : u'-') + key.field);
    return texts;
}

DocumentOrder DocumentOrder::fromTexts(const QStringList &texts)
{
    QList<Key> keys;
    for (const QString &text : texts) {
        if (text.size() > 1)
            keys.append(
                {text.sliced(1), text.startsWith(u'-') ? Qt::DescendingOrder : Qt::AscendingOrder});
    }
    return DocumentOrder(keys);
}
