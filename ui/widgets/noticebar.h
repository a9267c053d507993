// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QString>

#include <functional>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class Theme;

/// A bar over an editor that tells one thing and offers what to do about it; hidden while there is
/// nothing to tell. Thread: the window's.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Information, Warning };
    struct Choice
    {
        QString text;
        const char *name; ///< The object name of its button.
        std::function<void()> run; ///< The bar is hidden before; see @a staysOpen.
        bool staysOpen = false;
    };

    NoticeBar(const Theme &theme, QWidget *parent);

    /// Shows @p text with the buttons @p choices, in the place of what was shown.
    void tell(Kind kind, const QString &text, const QList<Choice> &choices);
    /// Whether a warning is shown, which waits for a decision.
    bool isWarning() const { return isVisibleTo(parentWidget()) && m_kind == Kind::Warning; }
    QString text() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeButtons();
    void paintIcon();

    const Theme &m_theme;
    QBoxLayout *m_layout; ///< The buttons beside the text, or beneath it where that is narrow.
    QHBoxLayout *m_buttons;
    QLabel *m_icon;
    QLabel *m_text;
    Kind m_kind = Kind::Information;
    QList<Choice> m_choices; ///< Those of the buttons, in their order.
};
