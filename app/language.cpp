// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/language.h"

#include "app/textmemory.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <utility>

namespace {

QString ofDesktop()
{
    switch (QLocale::system().language()) {
    case QLocale::German:
        return QStringLiteral("de");
    case QLocale::NorwegianBokmal:
    case QLocale::NorwegianNynorsk:
        return QStringLiteral("nb");
    default:
        return QStringLiteral("en");
    }
}

void add(std::vector<std::unique_ptr<QTranslator>> &translators, const QString &name,
         const QString &folder)
{
    auto translator = std::make_unique<QTranslator>();
    if (translator->load(name, folder))
        translators.push_back(std::move(translator));
}

} // namespace

Language::Language() = default;
Language::~Language() = default;

void Language::set(const QString &code)
{
    const QString language = code.isEmpty() ? ofDesktop() : code;
    if (std::exchange(m_language, language) == language)
        return;
    // How numbers and dates look is the desktop's, where it speaks the same language.
    const bool isOfDesktop = code.isEmpty() || code == ofDesktop();
    const QLocale desktop = QLocale::system();
    QLocale::setDefault(isOfDesktop && desktop.language() != QLocale::C ? desktop
                                                                        : QLocale(language));
    const QString ours = QStringLiteral(":/i18n");
    const QString qt = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    // The last one is asked first; English needs a translation too: it has the plural forms.
    std::vector<std::unique_ptr<QTranslator>> translators;
    add(translators, QStringLiteral("hookdesk_en"), ours);
    if (language != QLatin1String("en")) {
        add(translators, QStringLiteral("qtbase_") + language, qt);
        add(translators, QStringLiteral("qscintilla_") + language, qt);
        add(translators, QStringLiteral("hookdesk_") + language, ours);
    }
    const auto before =
        std::exchange(m_texts, std::make_unique<TextMemory>(std::move(translators)));
    if (before)
        QCoreApplication::removeTranslator(before.get());
    QCoreApplication::installTranslator(m_texts.get());
    if (before)
        retranslateWindows(*before);
}
