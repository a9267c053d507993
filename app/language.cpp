// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/language.h"

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

} // namespace

Language::~Language() = default;

void Language::install(const QString &name, const QString &folder)
{
    auto translator = std::make_unique<QTranslator>();
    if (translator->load(name, folder)) {
        QCoreApplication::installTranslator(translator.get());
        m_translators.push_back(std::move(translator));
    }
}

void Language::set(const QString &code)
{
    const QString language = code.isEmpty() ? ofDesktop() : code;
    if (std::exchange(m_language, language) == language)
        return;
    m_translators.clear(); // a translator that goes is taken out
    // How numbers and dates look is the desktop's, where it speaks the same language.
    const bool isOfDesktop = code.isEmpty() || code == ofDesktop();
    const QLocale desktop = QLocale::system();
    QLocale::setDefault(isOfDesktop && desktop.language() != QLocale::C ? desktop
                                                                        : QLocale(language));
    const QString ours = QStringLiteral(":/i18n");
    // The last one is asked first; English needs a translation too: it has the plural forms.
    install(QStringLiteral("hookdesk_en"), ours);
    if (language == QLatin1String("en"))
        return;
    install(QStringLiteral("qtbase_") + language,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("qscintilla_") + language,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("hookdesk_") + language, ours);
}
