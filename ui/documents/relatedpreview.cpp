// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/relatedpreview.h"

#include "client/client.h"
#include "client/routes.h"
#include "ui/documents/documentgrid.h"
#include "ui/documents/documentmodel.h"
#include "ui/widgets/prettyjson.h"

#include <QHelpEvent>
#include <QToolTip>

namespace {

constexpr int MostLines = 24;
constexpr int MostLetters = 100; ///< Of a line.

/// Tool tips take what looks like HTML for that.
QString tipOf(const QByteArray &document)
{
    QStringList lines = PrettyJson::preview(document).split(u'\n');
    if (lines.size() > MostLines) {
        lines = lines.first(MostLines);
        lines.append(QStringLiteral("…"));
    }
    for (QString &line : lines) {
        if (line.size() > MostLetters)
            line = line.first(MostLetters) + u'…';
    }
    return QStringLiteral("<pre>%1</pre>").arg(lines.join(u'\n').toHtmlEscaped());
}

} // namespace

RelatedPreview::RelatedPreview(Client &client, const DocumentModel &model, DocumentGrid &grid)
    : QObject(&grid)
    , m_client(client)
    , m_model(model)
    , m_grid(grid)
{
    grid.viewport()->installEventFilter(this);
}

bool RelatedPreview::eventFilter(QObject *watched, QEvent *event)
{
    return (event->type() == QEvent::ToolTip && show(*static_cast<QHelpEvent *>(event)))
        || QObject::eventFilter(watched, event);
}

/// Gives whether the cell has a related document; it is shown once it is read, if the mouse is
/// still there.
bool RelatedPreview::show(const QHelpEvent &event)
{
    const QModelIndex cell = m_grid.indexAt(event.pos());
    const QByteArray id = m_model.relatedId(cell);
    if (id.isEmpty() || !cell.data(Qt::ToolTipRole).isNull())
        return false;
    const QString collection = m_model.relatedCollection(cell.column());
    const QRect area = m_grid.visualRect(cell);
    const auto tell = [this, area, at = event.globalPos(), asked = ++m_asked](const QString &tip) {
        QWidget *viewport = m_grid.viewport();
        if (asked == m_asked && area.contains(viewport->mapFromGlobal(at))
            && area.contains(viewport->mapFromGlobal(QCursor::pos())))
            QToolTip::showText(at, tip, viewport, area);
    };
    m_client.request("GET", Routes::document(collection, id))
        .then(this, [tell, collection, id](const Client::Reply &reply) {
            constexpr int NotFound = 404;
            if (reply.isOk())
                tell(tipOf(reply.body));
            else if (reply.status == NotFound)
                tell(tr("The document %1 in %2 no longer exists.")
                         .arg(QString::fromUtf8(id), collection)
                         .toHtmlEscaped());
            else
                tell(reply.message().toHtmlEscaped());
        });
    return true;
}
