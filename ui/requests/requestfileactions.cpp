// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requestfileactions.h"

#include "ui/requests/requesttree.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QSaveFile>
#include <QUrl>

using Requests::Request;
using Requests::RequestFolder;

namespace {

constexpr qint64 LargestImport = 256 * 1024 * 1024;

QString withEnding(const QString &name)
{
    return name.endsWith(QLatin1String(".http")) || name.endsWith(QLatin1String(".rest"))
        ? name
        : name + QStringLiteral(".http");
}

} // namespace

RequestFileActions::RequestFileActions(RequestBook &book, RequestTree &tree, const Theme &theme,
                                       QWidget *panel)
    : QObject(panel)
    , m_book(book)
    , m_tree(tree)
    , m_theme(theme)
    , m_panel(panel)
{
}

void RequestFileActions::fillNewMenu(QMenu *menu)
{
    menu->addAction(m_theme.icon(QStringLiteral("plus")), tr("New request"), this,
                    &RequestFileActions::addNewRequest);
    menu->addAction(m_theme.icon(QStringLiteral("file-plus")), tr("New file…"), this,
                    &RequestFileActions::askForFile);
    menu->addSeparator();
    menu->addAction(m_theme.icon(QStringLiteral("file-import")),
                    tr("Import a file (Postman, HAR, OpenAPI, .http)…"), this,
                    &RequestFileActions::importFile);
    menu->addAction(m_theme.icon(QStringLiteral("terminal-2")),
                    tr("Paste a cURL command or another text"), this,
                    &RequestFileActions::importClipboard);
    menu->addSeparator();
    menu->addAction(m_theme.icon(QStringLiteral("folder-open")), tr("Choose another folder…"), this,
                    &RequestFileActions::chooseFolder);
    menu->addAction(tr("Show the folder"), this,
                    [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_book.path())); });
}

void RequestFileActions::openMenu(const QPoint &position)
{
    auto *menu = new QMenu(m_panel);
    menu->setObjectName(QStringLiteral("requestMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString file = m_tree.chosenFile();
    const bool isRequest = !m_tree.chosen().file.isEmpty();
    if (m_tree.currentItem())
        menu->addAction(m_theme.icon(QStringLiteral("player-play")),
                        isRequest ? tr("Run this file") : tr("Run"), this,
                        [this] { emit runRequested(m_tree.chosenFiles()); });
    menu->addAction(m_theme.icon(QStringLiteral("plus")), tr("New request"), this,
                    &RequestFileActions::addNewRequest);
    menu->addAction(m_theme.icon(QStringLiteral("file-plus")), tr("New file…"), this,
                    &RequestFileActions::askForFile);
    if (isRequest)
        menu->addAction(m_theme.icon(QStringLiteral("copy")), tr("Duplicate"), this,
                        &RequestFileActions::duplicate);
    if (!file.isEmpty()) {
        menu->addSeparator();
        menu->addAction(m_theme.icon(QStringLiteral("pencil")), tr("Rename file…"), this,
                        &RequestFileActions::askForRename);
        if (isRequest)
            menu->addAction(m_theme.icon(QStringLiteral("trash")), tr("Delete request"), this,
                            &RequestFileActions::remove);
        menu->addAction(m_theme.icon(QStringLiteral("trash")), tr("Delete file…"), this,
                        [this, file] { askToRemoveFile(file); });
    }
    menu->popup(m_tree.viewport()->mapToGlobal(position));
}

void RequestFileActions::addRequest(const Request &request)
{
    QString file = m_tree.chosenFile();
    if (file.isEmpty())
        file = m_book.names().isEmpty() ? QStringLiteral("requests.http") : m_book.names().first();
    addTo(file, request);
}

void RequestFileActions::addTo(const QString &file, const Request &request)
{
    const auto spot = m_book.add(file, request);
    if (!spot) {
        emit failed(spot.error().message);
        return;
    }
    m_tree.refresh();
    m_tree.choose(*spot);
    emit added();
}

Request RequestFileActions::newRequest()
{
    Request request;
    request.title = tr("New request").toUtf8();
    request.url = "{{base}}/rest/";
    request.headers = {{"x-apikey", "{{key}}"}};
    return request;
}

void RequestFileActions::addNewRequest()
{
    addRequest(newRequest());
}

void RequestFileActions::duplicate()
{
    const RequestBook::Spot spot = m_tree.chosen();
    Request request = m_book.file(spot.file).requests().value(spot.index);
    request.title = tr("%1 (copy)", "name of a request").arg(request.label()).toUtf8();
    request.directives.removeIf(
        [](const Requests::Directive &each) { return each.name == "name"; });
    addRequest(request);
}

void RequestFileActions::remove()
{
    const RequestBook::Spot spot = m_tree.chosen();
    if (spot.file.isEmpty()) {
        if (const QString file = m_tree.chosenFile(); !file.isEmpty())
            askToRemoveFile(file);
        return;
    }
    const QByteArray before = m_book.file(spot.file).text();
    const QString label = m_book.file(spot.file).requests().value(spot.index).label();
    const Request taken = m_book.file(spot.file).requests().value(spot.index);
    m_book.removeRequest(spot);
    const QByteArray after = m_book.file(spot.file).text();
    emit removed(label, [this, spot, before, after, taken] {
        // What was edited meanwhile stays.
        if (m_book.file(spot.file).text() == after)
            m_book.setText(spot.file, before);
        else if (const auto done = m_book.insert(spot, taken); !done)
            emit failed(done.error().message);
        m_tree.refresh();
        m_tree.choose(spot);
    });
}

void RequestFileActions::askForFile()
{
    Ask::forText(m_panel,
                 {tr("New file of requests"), tr("Name, with folders: checkout/orders"),
                  tr("Create"),
                  [this](const QString &text) {
                      const QString name = withEnding(text.trimmed());
                      return m_book.names().contains(name) ? tr("There is such a file already.")
                                                           : RequestFolder::faultOfName(name);
                  }},
                 [this](const QString &text) { addTo(withEnding(text.trimmed()), newRequest()); });
}

void RequestFileActions::askForRename()
{
    const QString before = m_tree.chosenFile();
    Ask::forText(m_panel,
                 {tr("Rename file"), tr("Name, with folders"), tr("Rename"),
                  [this, before](const QString &text) {
                      const QString name = withEnding(text.trimmed());
                      return name != before && m_book.names().contains(name)
                          ? tr("There is such a file already.")
                          : RequestFolder::faultOfName(name);
                  },
                  before},
                 [this, before](const QString &text) {
                     const QString after = withEnding(text.trimmed());
                     if (after == before)
                         return;
                     if (const auto done = m_book.renameFile(before, after); !done)
                         emit failed(done.error().message);
                 });
}

void RequestFileActions::askToRemoveFile(const QString &name)
{
    Ask::toDestroy(m_panel,
                   {tr("Delete %1?").arg(name),
                    tr("The file and its %Ln request(s) are deleted from the disk.", nullptr,
                       int(m_book.file(name).requests().size())),
                    tr("Delete")},
                   [this, name] {
                       if (const auto done = m_book.removeFile(name); !done)
                           emit failed(done.error().message);
                   });
}

void RequestFileActions::importText(const QByteArray &text)
{
    const auto read = Requests::importAny(text);
    if (!read) {
        emit failed(read.error().message);
        return;
    }
    const auto first = m_book.import(*read, "dev");
    if (!first) {
        emit failed(first.error().message);
        return;
    }
    m_tree.refresh();
    m_tree.choose({*first, 0});
    QStringList notes = read->notes;
    if (!read->secrets.isEmpty())
        notes.prepend(tr("%Ln key(s) are kept in http-client.private.env.json.", nullptr,
                         int(read->secrets.size())));
    emit imported(read->count, notes);
}

void RequestFileActions::saveReport(const QByteArray &xml)
{
    const QString path = QFileDialog::getSaveFileName(
        m_panel, tr("Save report"), QStringLiteral("requests.xml"), tr("JUnit XML (*.xml)"));
    QSaveFile file(path);
    if (!path.isEmpty()
        && (!file.open(QIODevice::WriteOnly) || file.write(xml) != xml.size() || !file.commit()))
        emit failed(tr("%1 cannot be written.").arg(path));
}

void RequestFileActions::importFile()
{
    const QString path = QFileDialog::getOpenFileName(
        m_panel, tr("Import requests"), QString(),
        tr("Requests (*.json *.har *.http *.rest *.txt);;All files (*)"));
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > LargestImport) {
        emit failed(tr("%1 cannot be read.").arg(path));
        return;
    }
    importText(file.readAll());
}

void RequestFileActions::importClipboard()
{
    importText(QApplication::clipboard()->text().toUtf8());
}

void RequestFileActions::chooseFolder()
{
    const auto choose = [this] {
        const QString path =
            QFileDialog::getExistingDirectory(m_panel, tr("Folder of requests"), m_book.path());
        if (!path.isEmpty())
            m_book.setPath(path);
    };
    if (!m_book.isEdited())
        return choose();
    Ask::toConfirm(m_panel, tr("There are unsaved changes"),
                   tr("They are lost when another folder is opened."), tr("Discard"), choose);
}
