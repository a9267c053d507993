// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QString>

#include <utility>

/// HTTP requests that are kept as text, sent in order and checked. Values and pure functions, for
/// any thread, unless a class says otherwise.
namespace Requests {

/// Name and value as they are written, with their variables.
using Header = std::pair<QByteArray, QByteArray>;
using Headers = QList<Header>;

/// The value of the first header @p name, compared without case; empty: there is none.
QByteArray headerOf(const Headers &headers, QByteArrayView name);

/// A comment that tells the sender something: `# @name login` has the name `name` and the value
/// `login`.
struct Directive
{
    QByteArray name;
    QByteArray value = {};
    int line = 0; ///< From 1; 0: it is not of a file.

    bool operator==(const Directive &other) const
    {
        return name == other.name && value == other.value;
    }
};

/// A request as it is written, with its variables.
struct Request
{
    QByteArray title = {}; ///< What follows `###`; may be empty.
    QList<Directive> directives = {};
    QByteArray method = "GET";
    QByteArray url = {};
    Headers headers = {};
    QByteArray body = {}; ///< Its lines end in \n; without blank lines before and after it.
    int line = 0; ///< The line of method and address, from 1; 0: it is not of a file.

    /// The value of the first directive @p name; empty: there is none.
    QByteArray directive(QByteArrayView name) const;
    /// By what other requests refer to it: `# @name`; empty: by nothing.
    QByteArray name() const { return directive("name"); }
    bool operator==(const Request &) const = default;
    /// What a person calls it: its title, its name, or its method and address.
    QString label() const;
};

/// `@name = value`
struct FileVariable
{
    QByteArray name;
    QByteArray value;
    int line = 0; ///< From 1.
};

/// What is wrong in a line of a file.
struct Problem
{
    int line = 0; ///< From 1.
    QString text;
};

/// A file of requests in the text format of VS Code's REST Client and JetBrains' HTTP client. What
/// it does not understand, such as scripts, stays in it byte for byte, also when a request beside
/// it is changed. Source: https://github.com/Huachao/vscode-restclient, README;
/// https://github.com/JetBrains/http-request-in-editor-spec/blob/master/spec.md.
class RequestFile
{
public:
    /// A file without requests.
    RequestFile() = default;
    /// Takes any bytes: problems() says what of them is not understood.
    static RequestFile parse(const QByteArray &text);

    /// All of it, as it was read but for the requests that were changed.
    QByteArray text() const;
    const QList<Request> &requests() const { return m_requests; }
    const QList<FileVariable> &variables() const { return m_variables; }
    const QList<Problem> &problems() const { return m_problems; }

    /// Writes @p request in the place of the request @p index; of its lines only those change whose
    /// content is another.
    /// @pre there is a request @p index.
    /// @errors BadInput names what the text format cannot express, such as a line of a body that
    /// begins with `###`. Then nothing has changed.
    Result<Done> replace(qsizetype index, const Request &request);
    /// Puts @p request before the request @p index, or at the end.
    /// @errors as those of replace().
    Result<Done> insert(qsizetype index, const Request &request);
    /// Takes the request @p index out, with its comments.
    /// @pre there is one.
    void remove(qsizetype index);

private:
    friend class BlockReader;

    enum class Kind {
        Separator, ///< `### title`
        Other, ///< Blank lines, comments, variables, scripts.
        Directive,
        Address, ///< Method and address, and the lines that go on with the address.
        Header,
        Gap, ///< The blank line before a body.
        Body,
        Tail, ///< After a body: blank lines, scripts for the answer.
    };
    /// With its line break, which only the last line of a file may lack.
    struct Line
    {
        Kind kind;
        QByteArray bytes;
    };
    /// What one separator begins; it has at most one request.
    struct Block
    {
        QList<Line> lines;
        qsizetype request = -1; ///< Its index; -1: there is none.
    };

    QByteArray newline() const;
    Block &blockOf(qsizetype index);
    Result<Done> take(QList<Block> blocks, qsizetype index, const Request &wanted, qsizetype count);
    static QList<Line> merged(const QList<Line> &lines, Kind kind, const QByteArrayList &before,
                              const QByteArrayList &after, const QByteArray &newline);
    static QList<Line> withBody(const QList<Line> &lines, const Request &request,
                                const QByteArray &newline);

    QByteArray m_mark; ///< The byte order mark, where there was one.
    QList<Block> m_blocks;
    QList<Request> m_requests;
    QList<FileVariable> m_variables;
    QList<Problem> m_problems;
};

} // namespace Requests
