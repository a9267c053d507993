// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

/// Questions to the user, as window-modal dialogs that never block the event loop. Their widgets
/// have object names (`askText`, `askAccept`, `askCancel`, `askDiscard`), so that a test can
/// answer. Thread: the window's.
namespace Ask {

struct TextQuestion
{
    QString title;
    QString label;
    QString accept; ///< The text of the button.
    /// Gives a sentence on what is wrong with a text, or nothing.
    std::function<QString(const QString &)> fault;
    QString initial = {}; ///< Stands there, selected.
};

/// Asks for one line; @p done gets it unless the user cancels.
void forText(QWidget *parent, const TextQuestion &question, std::function<void(QString)> done);
/// Asks before something that can be taken back; @p done is called when the user agrees, else
/// @p otherwise.
void toConfirm(QWidget *parent, const QString &title, const QString &text, const QString &accept,
               std::function<void()> done, std::function<void()> otherwise = {});

/// The property of a widget within which toDestroy() asks for a name as well, such as that of a
/// production server: the text that must be typed.
inline constexpr char GuardProperty[] = "guard";

struct Destruction
{
    QString title;
    QString text; ///< What is lost.
    QString accept; ///< The text of the button, which is red.
    QString typed =
        {}; ///< What must be typed to agree, such as a name or a number; empty: nothing.
};
/// Asks before something that cannot be undone: Enter cancels. @p done is called when the user
/// agrees.
void toDestroy(QWidget *parent, const Destruction &what, std::function<void()> done);

enum class Unsaved { Save, Discard, Cancel };
/// What to do with unsaved changes of @p what.
void aboutUnsaved(QWidget *parent, const QString &what, std::function<void(Unsaved)> done);

/// Tells what went wrong.
void toAcknowledge(QWidget *parent, const QString &title, const QString &text);

} // namespace Ask
