// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/model/document.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QRandomGenerator>

#include <vector>

/// Random documents and queries, among them values that stores tell apart with difficulty: NUL in
/// texts, texts of 10 kB, integers around 2^53, -0, 1e308, arrays on the way to a field. The same
/// seed gives the same ones.
class RandomQueries
{
public:
    explicit RandomQueries(quint32 seed)
        : m_random(seed)
    {
    }

    std::vector<Model::Document> documents(int count);
    QByteArray definition();
    /// The parameters `q` and `h`.
    QByteArray q();
    QByteArray h();

private:
    int below(int end) { return int(m_random.bounded(end)); }
    bool oneIn(int count) { return below(count) == 0; }
    QByteArray pick(const QByteArrayList &list) { return list[below(int(list.size()))]; }
    QByteArray text();
    QByteArray number();
    QByteArray largeNumber();
    QByteArray scalar();
    QByteArray value(int depth);
    QByteArray valueOf(const QByteArray &field);
    QByteArray array(int most, int depth);
    QByteArray object(int depth);
    Model::Document document(int number);
    QByteArray field();
    QByteArray comparison(const QByteArray &field);
    QByteArray metaComparison();
    QByteArray condition(int depth);

    QRandomGenerator m_random;
};
