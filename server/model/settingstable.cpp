// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/settingstable.h"

#include "server/core/json.h"

#include <QFile>
#include <QHash>

#include <algorithm>

namespace Model {

namespace {

SettingRule::Wants wantsOf(const QByteArray &kind)
{
    using Wants = SettingRule::Wants;
    static const QHash<QByteArray, Wants> kinds = {
        {"number", Wants::Number},   {"boolean", Wants::Bool},  {"text", Wants::Text},
        {"word", Wants::Word},       {"hosts", Wants::Hosts},   {"addresses", Wants::Addresses},
        {"origins", Wants::Origins}, {"host", Wants::Host},     {"mailbox", Wants::Mailbox},
        {"url", Wants::WebAddress},  {"timezone", Wants::Zone}, {"publickey", Wants::PublicKey},
    };
    Q_ASSERT(kinds.contains(kind));
    return kinds.value(kind);
}

/// Adds the objects that @p path leads through: the list names only what they hold.
void addObjects(std::vector<SettingRow> &rows, const QByteArray &path)
{
    for (qsizetype dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        const QByteArray object = path.first(dot);
        const bool isKnown = std::any_of(rows.begin(), rows.end(),
                                         [&](const SettingRow &row) { return row.path == object; });
        if (!isKnown)
            rows.push_back({object, {SettingRule::Wants::Object, 0, 0, {}}, {}});
    }
}

std::vector<SettingRow> readRows()
{
    QFile file(QStringLiteral(":/settings.json"));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const auto table = Json::Document::parse(file.readAll());
    Q_ASSERT(isOpen && table);
    std::vector<SettingRow> rows;
    const Json::Value list = table->root().value("settings");
    for (const Json::Value &each : list.items()) {
        const QByteArray path = each.value("key").text().toByteArray();
        addObjects(rows, path);
        const auto otherwise = each.find("default");
        rows.push_back(
            {path,
             {wantsOf(each.value("kind").text().toByteArray()), each.value("least").toDouble(),
              each.value("most").toDouble(), each.value("words").texts()},
             otherwise ? otherwise->toJson() : QByteArray(),
             each.value("secret").toBool()});
    }
    return rows;
}

} // namespace

const std::vector<SettingRow> &settingRows()
{
    static const std::vector<SettingRow> rows = readRows();
    return rows;
}

} // namespace Model
