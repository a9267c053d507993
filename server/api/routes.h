// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <variant>
#include <vector>

/// The table of routes: what the server answers, to whom, and what of it the inspector keeps.
///
/// Each file of this room gives the rows of its resource. The pipeline, the answers to OPTIONS and
/// to wrong methods, `/admin/v1/openapi.json`, docs/rest/routes.md and tst_routes are made from
/// them.
namespace Api {

/// Who may take a route. What a web key or a user may do with documents is decided further on.
enum class Rights {
    Open, ///< Everybody; no key is looked for.
    Local, ///< A key or a token; everybody on this machine (Http::Request::isLocal()).
    Known, ///< A key or a token.
    Full, ///< A full-access key.
};

/// What the inspector keeps of a request.
enum class Recording {
    Whole,
    NotOfWindow, ///< Nothing when the window sends it, which does so all the time.
    WithoutAnswer, ///< The body of the answer is a secret.
    WithoutBodies, ///< The bodies of the request and of the answer are secrets.
    Never,
};

/// What a handler makes its answer from. The pipeline keeps it until the answer is there.
/// Thread: that of the context; of a ReadAnswer, the reader's.
struct Exchange
{
    Context &context;
    const Store::Catalog &catalog; ///< The snapshot that this request sees.
    const Http::Request &request; ///< HEAD is GET here.
    const Auth::Caller &caller;
    const Store::Asker &asker; ///< The caller, for reads.
    QByteArrayList arguments; ///< What stands in the path for each `{name}`, percent-decoded.
};

/// The collection that the first argument names. @errors NotFound.
Result<const Store::Collection *> namedCollection(const Exchange &exchange);

/// What the pipeline answers by itself, since it takes more than an Exchange.
enum class PipelineRoute { Documents, UserInfo, TestRun, RecordNext, Replay };

/// One row: a method of a path.
struct Route
{
    /// One that has all it needs at hand.
    using Answer = Result<Http::Response> (*)(const Exchange &);
    /// One that reads the database: see Context::read().
    using ReadAnswer = Result<Http::Response> (*)(const Exchange &, Store::Reader &);
    /// One that waits, such as for a write, and goes on in the thread of the context.
    using AwaitedAnswer = Task<Result<Http::Response>> (*)(const Exchange &);

    QByteArrayView method; ///< GET stands for HEAD too.
    QByteArrayView pattern; ///< Such as `/admin/v1/keys/{id}`; `{id}` is any one segment.
    Rights rights; ///< Checked before the handler is called.
    Recording recording;
    QByteArrayView summary; ///< One English sentence or two, for the reference.
    std::variant<Answer, ReadAnswer, AwaitedAnswer, PipelineRoute> handler;
};
using Rows = std::vector<Route>;

/// The rows of one pattern.
class RoutePath final
{
public:
    /// @p rows have one pattern, and each another method.
    explicit RoutePath(Rows rows);

    QByteArrayView pattern() const { return m_rows.front().pattern; }
    const Rows &rows() const { return m_rows; }
    /// Whether everybody may use all of its methods.
    bool isOpen() const { return m_isOpen; }
    /// The row of @p method; null when there is none.
    const Route *find(QByteArrayView method) const;
    /// The value of the header Allow.
    const QByteArray &allow() const { return m_allow; }
    /// Whether @p segments of a path fit the pattern.
    /// @p segments: the parts between the slashes, without an empty one at the end.
    bool fits(const QByteArrayView *segments, size_t count) const;
    /// The names in braces, in their order.
    QByteArrayList variables() const;
    /// See Exchange::arguments. @pre the path fits.
    QByteArrayList arguments(QByteArrayView path) const;

private:
    Rows m_rows;
    std::vector<QByteArrayView> m_segments; ///< Of the pattern; empty: any.
    QByteArray m_allow;
    bool m_isOpen = false;
};

/// All paths. A fixed segment goes before `{name}`. Any thread.
const std::vector<RoutePath> &routePaths();

/// The path of the table that @p path, as it was sent, fits; null when there is none. A slash at
/// the end makes no difference. Takes no memory. Any thread.
const RoutePath *findRoutePath(QByteArrayView path);

/// The rows of each file, by the name of the file. Their order does not matter.
Rows authRoutes();
Rows backupRoutes();
Rows changeRoutes();
Rows codehookRoutes();
Rows collectionRoutes();
Rows dependentsRoutes();
Rows deploymentRoutes();
Rows descriptionRoutes();
Rows documentRoutes();
Rows documentationRoutes();
Rows draftRoutes();
Rows inspectorRoutes();
Rows jobRoutes();
Rows keyRoutes();
Rows metricsRoutes();
Rows nodeRoutes();
Rows restoringRoutes();
Rows routeDescriptionRoutes();
Rows scriptRoutes();
Rows settingsRoutes();

} // namespace Api
