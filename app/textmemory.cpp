// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/textmemory.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

#include <algorithm>

namespace {

/// Shorter patterns fit texts that are not theirs.
constexpr int FewestLetters = 2;
/// Counts beyond it have no plural forms of their own.
constexpr int LargestCount = 200;

const QRegularExpression &place()
{
    static const QRegularExpression place(QStringLiteral("%L?([1-9n])"));
    return place;
}

} // namespace

TextMemory::TextMemory(std::vector<std::unique_ptr<QTranslator>> translators)
    : m_translators(std::move(translators))
{
}

TextMemory::~TextMemory() = default;

QString TextMemory::translate(const char *context, const char *source, const char *disambiguation,
                              int n) const
{
    QString text;
    for (auto each = m_translators.rbegin(); each != m_translators.rend() && text.isNull(); ++each)
        text = (*each)->translate(context, source, disambiguation, n);
    // The same text is asked for again and again, by the same literals.
    const size_t key =
        qHashMulti(0, quintptr(context), quintptr(source), std::min(n, LargestCount));
    const QMutexLocker lock(&m_mutex);
    if (m_asked.contains(key))
        return text;
    m_asked.insert(key);
    remember({context, source, disambiguation, n >= 0},
             text.isNull() ? QString::fromUtf8(source) : text);
    return text;
}

void TextMemory::remember(const Source &source, const QString &shown) const
{
    if (!place().match(shown).hasMatch()) {
        m_texts[shown].append(source);
        return;
    }
    QString rest = shown;
    rest.remove(place());
    const auto letters =
        std::count_if(rest.begin(), rest.end(), [](QChar each) { return each.isLetter(); });
    if (letters >= FewestLetters)
        m_patterns.append({shown, source, int(letters)});
}

/// @p text as @p pattern has it in the present language; nothing where it does not fit.
QString TextMemory::filled(const Pattern &pattern, const QString &text,
                           const QByteArrayList &contexts) const
{
    QString expression;
    QStringList places;
    qsizetype end = 0;
    for (auto each = place().globalMatch(pattern.shown); each.hasNext();) {
        const auto match = each.next();
        expression +=
            QRegularExpression::escape(pattern.shown.mid(end, match.capturedStart() - end))
            + QStringLiteral("(.*)");
        places.append(match.captured(1));
        end = match.capturedEnd();
    }
    expression += QRegularExpression::escape(pattern.shown.mid(end));
    const auto match = QRegularExpression(QRegularExpression::anchoredPattern(expression),
                                          QRegularExpression::DotMatchesEverythingOption)
                           .match(text);
    if (!match.hasMatch())
        return {};
    QHash<QString, QString> values;
    int count = -1;
    for (qsizetype i = 0; i < places.size(); ++i) {
        const QString value = match.captured(int(i) + 1);
        const QString translated = inPresentLanguage(value, contexts);
        values.insert(places[i], translated.isNull() ? value : translated);
        if (places[i] == QLatin1String("n")) {
            QString digits = value;
            digits.remove(QRegularExpression(QStringLiteral("\\D")));
            count = digits.toInt();
        }
    }
    const Source &source = pattern.source;
    const QString wanted = QCoreApplication::translate(
        source.context.constData(), source.text.constData(),
        source.disambiguation.isEmpty() ? nullptr : source.disambiguation.constData(), count);
    QString result;
    end = 0;
    for (auto each = place().globalMatch(wanted); each.hasNext();) {
        const auto next = each.next();
        result += wanted.mid(end, next.capturedStart() - end) + values.value(next.captured(1));
        end = next.capturedEnd();
    }
    return result + wanted.mid(end);
}

QString TextMemory::inPresentLanguage(const QString &text, const QByteArrayList &contexts) const
{
    if (text.isEmpty())
        return {};
    QMutexLocker lock(&m_mutex);
    const QList<Source> sources = m_texts.value(text);
    QList<Pattern> patterns = sources.isEmpty() ? m_patterns : QList<Pattern>();
    lock.unlock();
    if (!sources.isEmpty()) {
        const auto place = [&contexts](const Source &source) { // the nearest context is the one
            const qsizetype index = contexts.indexOf(source.context);
            return index < 0 ? contexts.size() : index;
        };
        const Source &source = *std::min_element(
            sources.begin(), sources.end(),
            [&place](const Source &a, const Source &b) { return place(a) < place(b); });
        return QCoreApplication::translate(
            source.context.constData(), source.text.constData(),
            source.disambiguation.isEmpty() ? nullptr : source.disambiguation.constData());
    }
    // The one with the most letters of its own says the most.
    std::stable_sort(patterns.begin(), patterns.end(),
                     [](const Pattern &a, const Pattern &b) { return a.letters > b.letters; });
    for (const Pattern &pattern : std::as_const(patterns)) {
        if (const QString result = filled(pattern, text, contexts); !result.isNull())
            return result;
    }
    return {};
}

// ---- windows

namespace {

/// Changes the texts of one widget after another.
class Retranslator
{
public:
    explicit Retranslator(const TextMemory &before)
        : m_before(before)
    {
    }

    void change(QWidget *widget)
    {
        m_contexts.clear();
        for (const QObject *each = widget; each; each = each->parent()) {
            for (const QMetaObject *meta = each->metaObject(); meta; meta = meta->superClass())
                m_contexts.append(meta->className());
        }
        for (const char *name : {"windowTitle", "toolTip", "accessibleName",
                                 "accessibleDescription", "placeholderText"})
            changeProperty(widget, name);
        if (qobject_cast<QLabel *>(widget) || qobject_cast<QAbstractButton *>(widget))
            changeProperty(widget, "text");
        else if (qobject_cast<QMenu *>(widget))
            changeProperty(widget, "title");
        else if (qobject_cast<QSpinBox *>(widget))
            changeProperty(widget, "specialValueText"), changeProperty(widget, "suffix");
        else if (auto *tabs = qobject_cast<QTabWidget *>(widget))
            changeTabs(*tabs);
        else if (auto *combo = qobject_cast<QComboBox *>(widget))
            changeItems(*combo);
        else if (auto *view = qobject_cast<QAbstractItemView *>(widget))
            changeView(*view);
        m_contexts.prepend("Actions"); // most are in the list of all of them
        for (QAction *action : widget->actions()) {
            changeProperty(action, "text");
            changeProperty(action, "toolTip");
        }
        widget->update();
    }

private:
    /// @p text in the present language; itself where it is not ours.
    QString of(const QString &text) const
    {
        const QString changed = m_before.inPresentLanguage(text, m_contexts);
        return changed.isNull() ? text : changed;
    }

    void changeProperty(QObject *object, const char *name) const
    {
        const QString text = object->property(name).toString();
        if (const QString changed = of(text); changed != text)
            object->setProperty(name, changed);
    }

    void changeTabs(QTabWidget &tabs) const
    {
        for (int i = 0; i < tabs.count(); ++i) {
            tabs.setTabText(i, of(tabs.tabText(i)));
            tabs.setTabToolTip(i, of(tabs.tabToolTip(i)));
        }
    }

    void changeItems(QComboBox &combo) const
    {
        for (int i = 0; i < combo.count() && combo.count() < MostItems; ++i)
            combo.setItemText(i, of(combo.itemText(i)));
    }

    void changeView(QAbstractItemView &view) const
    {
        const auto changeItem = [this](auto *item, auto... column) {
            if (!item)
                return;
            item->setText(column..., of(item->text(column...)));
            item->setToolTip(column..., of(item->toolTip(column...)));
        };
        if (auto *list = qobject_cast<QListWidget *>(&view)) {
            for (int row = 0; row < list->count() && list->count() < MostItems; ++row)
                changeItem(list->item(row));
        } else if (auto *table = qobject_cast<QTableWidget *>(&view)) {
            for (int column = 0; column < table->columnCount(); ++column)
                changeItem(table->horizontalHeaderItem(column));
        } else if (auto *tree = qobject_cast<QTreeWidget *>(&view)) {
            for (int column = 0; column < tree->columnCount(); ++column)
                changeItem(tree->headerItem(), column);
            for (QTreeWidgetItemIterator item(tree); *item; ++item) {
                for (int column = 0; column < tree->columnCount(); ++column)
                    changeItem(*item, column);
            }
        }
        view.viewport()->update(); // models and delegates translate while they are painted
    }

    static constexpr int MostItems = 500; ///< More are data, such as time zones.
    const TextMemory &m_before;
    QByteArrayList m_contexts; ///< The classes of the widget and of those that it lies in.
};

} // namespace

void retranslateWindows(const TextMemory &before)
{
    Retranslator retranslator(before);
    for (QWidget *widget : QApplication::allWidgets())
        retranslator.change(widget);
}
