// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/routes.h"

#include "server/api/respond.h"
#include "server/store/catalog.h"

#include <algorithm>
#include <array>

namespace Api {

namespace {

/// More segments than a pattern has: a longer path fits none.
constexpr size_t MaximumSegments = 12;

/// The parts of a path between its slashes, without their percent-encoding.
struct Segments
{
    explicit Segments(QByteArrayView path)
    {
        if (path.contains('%')) {
            decoded = Http::segmentsOf(path);
            const bool fits = path.startsWith('/') && decoded.size() <= qsizetype(MaximumSegments);
            count = fits ? size_t(decoded.size()) : 0;
            std::copy_n(decoded.begin(), count, all.begin());
            return;
        }
        if (!path.startsWith('/'))
            return;
        if (path.endsWith('/'))
            path.chop(1);
        while (!path.isEmpty() && count < MaximumSegments) {
            path = path.sliced(1);
            const qsizetype slash = path.indexOf('/');
            all[count++] = slash < 0 ? path : path.first(slash);
            path = slash < 0 ? QByteArrayView() : path.sliced(slash);
        }
        if (!path.isEmpty())
            count = 0;
    }

    QByteArrayList decoded; ///< Empty where nothing is encoded, which is usual.
    std::array<QByteArrayView, MaximumSegments> all;
    size_t count = 0; ///< 0: no path of the table fits.
};

bool isVariable(QByteArrayView segment)
{
    return segment.startsWith('{');
}

/// Fixed segments are sorted before variable ones.
bool isBefore(const RoutePath &left, const RoutePath &right)
{
    const auto key = [](char c) { return c == '{' ? char(0x7f) : c; };
    return std::lexicographical_compare(left.pattern().begin(), left.pattern().end(),
                                        right.pattern().begin(), right.pattern().end(),
                                        [&](char a, char b) { return key(a) < key(b); });
}

/// The paths that begin with the same segment.
struct Group
{
    QByteArrayView first;
    std::vector<const RoutePath *> paths;
};

std::vector<Group> groupsOf(const std::vector<RoutePath> &paths)
{
    std::vector<Group> groups;
    for (const RoutePath &path : paths) {
        const QByteArrayView first = Segments(path.pattern()).all[0];
        if (groups.empty() || groups.back().first != first)
            groups.push_back({first, {}});
        groups.back().paths.push_back(&path);
    }
    return groups;
}

std::vector<RoutePath> pathsOf(Rows rows)
{
    std::stable_sort(rows.begin(), rows.end(), [](const Route &left, const Route &right) {
        return left.pattern < right.pattern;
    });
    std::vector<RoutePath> paths;
    for (auto begin = rows.begin(); begin != rows.end();) {
        const auto end = std::find_if(
            begin, rows.end(), [&](const Route &row) { return row.pattern != begin->pattern; });
        paths.emplace_back(Rows(begin, end));
        begin = end;
    }
    std::stable_sort(paths.begin(), paths.end(), isBefore);
    return paths;
}

Rows allRows()
{
    Rows all;
    for (const auto rowsOf : {authRoutes,          backupRoutes,      changeRoutes,
                              codehookRoutes,      collectionRoutes,  dependentsRoutes,
                              deploymentRoutes,    descriptionRoutes, documentRoutes,
                              documentationRoutes, draftRoutes,       inspectorRoutes,
                              jobRoutes,           keyRoutes,         metricsRoutes,
                              nodeRoutes,          restoringRoutes,   routeDescriptionRoutes,
                              scriptRoutes,        settingsRoutes}) {
        const Rows rows = rowsOf();
        all.insert(all.end(), rows.begin(), rows.end());
    }
    return all;
}

} // namespace

Result<const Store::Collection *> namedCollection(const Exchange &exchange)
{
    const QByteArray &name = exchange.arguments.first();
    const Store::Collection *collection = exchange.catalog.find(name);
    if (!collection)
        return noCollection(name);
    return collection;
}

RoutePath::RoutePath(Rows rows)
    : m_rows(std::move(rows))
{
    // The segments are views of the pattern, a literal, and so live as long as the program.
    const Segments segments(pattern());
    for (size_t i = 0; i < segments.count; ++i)
        m_segments.push_back(isVariable(segments.all[i]) ? QByteArrayView() : segments.all[i]);
    for (const Route &row : m_rows) {
        m_allow.append(row.method.toByteArray() + ", ");
        // A route for GET answers HEAD too. Source: RFC 9110, section 9.3.2.
        if (row.method == "GET")
            m_allow.append("HEAD, ");
    }
    m_allow.append("OPTIONS");
    m_isOpen = std::all_of(m_rows.begin(), m_rows.end(),
                           [](const Route &row) { return row.rights == Rights::Open; });
}

const Route *RoutePath::find(QByteArrayView method) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Route &row) { return row.method == method; });
    return found == m_rows.end() ? nullptr : &*found;
}

bool RoutePath::fits(const QByteArrayView *segments, size_t count) const
{
    if (count != m_segments.size())
        return false;
    // From the end: the beginnings are much alike.
    for (size_t i = count; i-- > 0;) {
        const bool fits =
            m_segments[i].isEmpty() ? !segments[i].isEmpty() : segments[i] == m_segments[i];
        if (!fits)
            return false;
    }
    return true;
}

QByteArrayList RoutePath::variables() const
{
    QByteArrayList names;
    const Segments segments(pattern());
    for (size_t i = 0; i < segments.count; ++i) {
        if (isVariable(segments.all[i]))
            names.append(segments.all[i].sliced(1).chopped(1).toByteArray());
    }
    return names;
}

QByteArrayList RoutePath::arguments(QByteArrayView path) const
{
    const Segments segments(path);
    QByteArrayList arguments;
    for (size_t i = 0; i < m_segments.size(); ++i) {
        if (m_segments[i].isEmpty())
            arguments.append(segments.all[i].toByteArray());
    }
    return arguments;
}

const std::vector<RoutePath> &routePaths()
{
    static const std::vector<RoutePath> paths = pathsOf(allRows());
    return paths;
}

const RoutePath *findRoutePath(QByteArrayView path)
{
    static const std::vector<Group> groups = groupsOf(routePaths());
    const Segments segments(path);
    if (segments.count == 0)
        return nullptr;
    for (const Group &group : groups) {
        if (group.first != segments.all[0])
            continue;
        for (const RoutePath *candidate : group.paths) {
            if (candidate->fits(segments.all.data(), segments.count))
                return candidate;
        }
    }
    return nullptr;
}

} // namespace Api
