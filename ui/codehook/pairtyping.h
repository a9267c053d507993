// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class CodeEditor;
class QKeyEvent;

/// Closes brackets and quotes while they are typed: the closing one is put behind the caret, typed
/// over, and taken away together with the opening one by Backspace. A selection is put between the
/// two. Enter between braces opens an indented line. In texts and comments nothing is closed.
///
/// A closing one that it has put there is typed over as long as the caret stays between the two;
/// from a blank line before it as well. Thread: the window's.
class PairTyping final : public QObject
{
    Q_OBJECT

public:
    explicit PairTyping(CodeEditor &editor);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// The byte positions of two that belong together.
    struct Pair
    {
        long open = 0;
        long close = 0;
    };

    bool handle(const QKeyEvent &key);
    bool type(char typed);
    bool typeOver(char typed);
    bool isClosable(char opening) const;
    bool wrap(char opening);
    bool removePair();
    bool openLine();
    void noteChange(long position, bool isInsertion, long length);
    void dropLeft();

    long caret() const;
    char at(long position) const;

    CodeEditor &m_editor;
    QList<Pair> m_pairs; ///< Whose closing one was put there; the inner ones last.
};
