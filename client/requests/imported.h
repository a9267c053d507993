// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/variables.h"

#include <QStringList>

namespace Requests {

/// Requests of another program, in this format.
struct Imported
{
    struct File
    {
        QString name; ///< As RequestFolder takes it: `Shop/Orders.http`.
        QByteArray text;
    };

    QList<File> files = {};
    Values secrets = {}; ///< Variables for the private environment: keys are in no file.
    QStringList notes = {}; ///< What was not carried over, a sentence each.
    int count = 0; ///< Requests in all files.
};

/// A command of curl, as browsers copy it for a shell or for the command line of Windows; several,
/// one after the other, are several requests.
/// @errors BadInput: it is none.
Result<Imported> importCurl(QByteArrayView text);
/// What a browser recorded. Source: http://www.softwareishard.com/blog/har-12-spec/.
/// @errors BadInput: it is no such file.
Result<Imported> importHar(QByteArrayView text);
/// A collection of Postman, version 2.0 or 2.1.
/// Source: https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html.
/// @errors BadInput: it is no such file.
Result<Imported> importPostman(QByteArrayView text);
/// A description of an API by OpenAPI 3, as JSON: a request for each operation.
/// Source: https://spec.openapis.org/oas/v3.1.0.
/// @errors BadInput: it is no such file.
Result<Imported> importOpenApi(QByteArrayView text);
/// Whichever of these @p text is, or the text of requests itself.
/// @errors BadInput: it is none of them.
Result<Imported> importAny(QByteArrayView text);

/// Collects what an import finds: the requests of each file, secrets, notes.
class ImportBuilder
{
public:
    static constexpr int MostRequests = 20'000;
    static constexpr qsizetype MostBytes =
        64 * 1024 * 1024; ///< Of all requests as they are written.
    static constexpr qsizetype MostNotes = 200;

    /// @p parts are folders and a file without its ending, as people named them.
    static QString fileName(const QStringList &parts);

    /// Adds @p request to the file @p name. Keys in its headers and its query become variables.
    void add(const QString &name, Request request);
    /// A variable for the secret @p value: @p name, or that with a number. Gives `{{name}}`.
    QByteArray secret(const QByteArray &name, const QByteArray &value);
    /// Writes `@name = value` at the top of the file @p file.
    void setVariable(const QString &file, const QByteArray &name, const QByteArray &value);
    void note(const QString &text);
    /// @errors BadInput with @p none: there are no requests.
    Result<Imported> take(const QString &none);

private:
    struct Part
    {
        QByteArray text;
        QList<FileVariable> variables;
    };

    void hideKeys(Request &request);
    void hideKeysOfUrl(Request &request);
    Part &partOf(const QString &name);

    QStringList m_order;
    QHash<QString, Part> m_parts;
    Imported m_imported;
    qsizetype m_bytes = 0;
};

} // namespace Requests
