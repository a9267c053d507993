// SPDX-License-Identifier: GPL-3.0-or-later
// Made by docs/generate of resources/settings.json; change that.
#pragma once

#include "ui/settings/setting.h"

#include <QtGlobal>

#include <array>

// clang-format off
/// The settings of the form, in their order; a group is named by its first one.
inline constexpr std::array SettingRows = {
    Setting{QT_TRANSLATE_NOOP("SettingsPanel", "Codehooks"), "codehooks.timeout", QT_TRANSLATE_NOOP("SettingsPanel", "Time limit of a hook (ms)"), "5000", Setting::Kind::Number},
    Setting{"", "codehooks.jobTimeout", QT_TRANSLATE_NOOP("SettingsPanel", "Time limit of a job (ms)"), "60000", Setting::Kind::Number},
    Setting{"", "codehooks.memory", QT_TRANSLATE_NOOP("SettingsPanel", "Memory of a hook (MiB)"), "128", Setting::Kind::Number},
    Setting{QT_TRANSLATE_NOOP("SettingsPanel", "Outgoing requests of hooks"), "request.allow", QT_TRANSLATE_NOOP("SettingsPanel", "Allowed private hosts (comma-separated)"), "", Setting::Kind::List},
    Setting{"", "request.timeout", QT_TRANSLATE_NOOP("SettingsPanel", "Time limit (ms)"), "10000", Setting::Kind::Number},
    Setting{"", "slack.url", QT_TRANSLATE_NOOP("SettingsPanel", "Slack webhook"), "", Setting::Kind::Secret},
    Setting{QT_TRANSLATE_NOOP("SettingsPanel", "Mail"), "mail.smtp.host", QT_TRANSLATE_NOOP("SettingsPanel", "SMTP server"), "", Setting::Kind::Text},
    Setting{"", "mail.smtp.port", QT_TRANSLATE_NOOP("SettingsPanel", "Port"), "587 / 465 (tls)", Setting::Kind::Number},
    Setting{"", "mail.smtp.security", QT_TRANSLATE_NOOP("SettingsPanel", "Encryption: none, starttls or tls"), "starttls", Setting::Kind::Text},
    Setting{"", "mail.smtp.username", QT_TRANSLATE_NOOP("SettingsPanel", "User"), "", Setting::Kind::Text},
    Setting{"", "mail.smtp.password", QT_TRANSLATE_NOOP("SettingsPanel", "Password"), "", Setting::Kind::Secret},
    Setting{"", "mail.smtp.ca", QT_TRANSLATE_NOOP("SettingsPanel", "Certificate authority (PEM)"), "", Setting::Kind::Text},
    Setting{"", "mail.from", QT_TRANSLATE_NOOP("SettingsPanel", "Sender"), "", Setting::Kind::Text},
    Setting{QT_TRANSLATE_NOOP("SettingsPanel", "Access"), "cors.origins", QT_TRANSLATE_NOOP("SettingsPanel", "Allowed origins (comma-separated)"), "", Setting::Kind::List},
    Setting{"", "auth.jwt.secret", QT_TRANSLATE_NOOP("SettingsPanel", "Secret for user tokens"), "", Setting::Kind::Secret},
    Setting{"", "auth.jwt.publicKey", QT_TRANSLATE_NOOP("SettingsPanel", "Public key for user tokens (PEM)"), "", Setting::Kind::Text},
    Setting{"", "auth.jwt.issuer", QT_TRANSLATE_NOOP("SettingsPanel", "Issuer of user tokens"), "", Setting::Kind::Text},
    Setting{"", "auth.jwt.audience", QT_TRANSLATE_NOOP("SettingsPanel", "Audience of user tokens"), "", Setting::Kind::Text},
    Setting{"", "auth.jwt.users", QT_TRANSLATE_NOOP("SettingsPanel", "User collection"), "users", Setting::Kind::Text},
    Setting{QT_TRANSLATE_NOOP("SettingsPanel", "Limits"), "limits.body", QT_TRANSLATE_NOOP("SettingsPanel", "Maximum request size (bytes)"), "16777216", Setting::Kind::Number},
    Setting{"", "limits.connections", QT_TRANSLATE_NOOP("SettingsPanel", "Maximum connections"), "1024", Setting::Kind::Number},
    Setting{"", "limits.requestsPerSecond", QT_TRANSLATE_NOOP("SettingsPanel", "Requests per second for a web key (0: no limit)"), "0", Setting::Kind::Number},
    Setting{"", "limits.memory", QT_TRANSLATE_NOOP("SettingsPanel", "Memory for large bodies (bytes)"), "536870912", Setting::Kind::Number},
    Setting{"", "limits.array", QT_TRANSLATE_NOOP("SettingsPanel", "Documents of one POST"), "50000", Setting::Kind::Number},
    Setting{"", "limits.queryTime", QT_TRANSLATE_NOOP("SettingsPanel", "Time limit of a query (ms)"), "10000", Setting::Kind::Number},
    Setting{"", "proxies", QT_TRANSLATE_NOOP("SettingsPanel", "Trusted proxies (comma-separated)"), "", Setting::Kind::List},
    Setting{QT_TRANSLATE_NOOP("SettingsPanel", "Jobs"), "jobs.timezone", QT_TRANSLATE_NOOP("SettingsPanel", "Time zone, for example Europe/Oslo"), "UTC", Setting::Kind::Text},
    Setting{"", "jobs.keep", QT_TRANSLATE_NOOP("SettingsPanel", "Runs to keep"), "10000", Setting::Kind::Number},
    Setting{"", "jobs.days", QT_TRANSLATE_NOOP("SettingsPanel", "Days to keep"), "30", Setting::Kind::Number},
    Setting{QT_TRANSLATE_NOOP("SettingsPanel", "REST inspector"), "inspector.record", QT_TRANSLATE_NOOP("SettingsPanel", "Requests to keep: all, errors or none"), "all", Setting::Kind::Text},
    Setting{"", "inspector.bodies", QT_TRANSLATE_NOOP("SettingsPanel", "Keep bodies: true or false"), "true", Setting::Kind::Truth},
    Setting{"", "inspector.keep", QT_TRANSLATE_NOOP("SettingsPanel", "Number of requests to keep"), "100000", Setting::Kind::Number},
    Setting{"", "inspector.days", QT_TRANSLATE_NOOP("SettingsPanel", "Days to keep"), "7", Setting::Kind::Number},
};
// clang-format on
