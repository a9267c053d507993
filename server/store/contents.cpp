// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/contents.h"

#include <array>

namespace Store {

namespace {

using Type = CopiedColumn::Type;

constexpr std::array Facts = {CopiedColumn{"settings"},
                              CopiedColumn{"keys_generation", Type::Number}};
constexpr std::array Collections = {CopiedColumn{"number", Type::Number}, CopiedColumn{"name"},
                                    CopiedColumn{"definition"}, CopiedColumn{"created"}};
constexpr std::array Keys = {CopiedColumn{"id"},
                             CopiedColumn{"prefix"},
                             CopiedColumn{"salt", Type::Bytes},
                             CopiedColumn{"hash", Type::Bytes},
                             CopiedColumn{"kind"},
                             CopiedColumn{"methods"},
                             CopiedColumn{"path"},
                             CopiedColumn{"origin"},
                             CopiedColumn{"origin_required", Type::Number},
                             CopiedColumn{"description"},
                             CopiedColumn{"created"}};
constexpr std::array Counters = {CopiedColumn{"collection", Type::Number}, CopiedColumn{"field"},
                                 CopiedColumn{"value", Type::Number}};
constexpr std::array Links = {
    CopiedColumn{"target_collection", Type::Number}, CopiedColumn{"target"},
    CopiedColumn{"source_collection", Type::Number}, CopiedColumn{"source"}, CopiedColumn{"field"}};
constexpr std::array Scripts = {CopiedColumn{"name"},
                                CopiedColumn{"source"},
                                CopiedColumn{"compiled"},
                                CopiedColumn{"hooks"},
                                CopiedColumn{"enabled", Type::Number},
                                CopiedColumn{"suspended"},
                                CopiedColumn{"version", Type::Number},
                                CopiedColumn{"changed"}};
constexpr std::array Versions = {CopiedColumn{"name"},   CopiedColumn{"version", Type::Number},
                                 CopiedColumn{"source"}, CopiedColumn{"compiled"},
                                 CopiedColumn{"time"},   CopiedColumn{"author"},
                                 CopiedColumn{"message"}};
constexpr std::array Dues = {CopiedColumn{"job"}, CopiedColumn{"due", Type::Number}};
constexpr std::array Events = {CopiedColumn{"number", Type::Number},
                               CopiedColumn{"request"},
                               CopiedColumn{"collection"},
                               CopiedColumn{"url"},
                               CopiedColumn{"method"},
                               CopiedColumn{"size", Type::Number},
                               CopiedColumn{"payload"}};
constexpr std::array Documents = {CopiedColumn{"_id"},
                                  CopiedColumn{"doc"},
                                  CopiedColumn{"_created"},
                                  CopiedColumn{"_changed"},
                                  CopiedColumn{"_createdby"},
                                  CopiedColumn{"_changedby"},
                                  CopiedColumn{"_version", Type::Number},
                                  CopiedColumn{"_parent_id"},
                                  CopiedColumn{"_parent_def"},
                                  CopiedColumn{"_parent_field"}};

} // namespace

std::span<const CopiedTable> commonTables()
{
    static const std::array tables = {CopiedTable{"keys", Keys},
                                      CopiedTable{"counters", Counters, 2},
                                      CopiedTable{"links", Links, 5},
                                      CopiedTable{"scripts", Scripts},
                                      CopiedTable{"script_versions", Versions, 2},
                                      CopiedTable{"job_dues", Dues},
                                      CopiedTable{"webhook_events", Events}};
    return tables;
}

const CopiedTable &factsTable()
{
    static const CopiedTable table{"facts", Facts, 0};
    return table;
}

const CopiedTable &collectionsTable()
{
    static const CopiedTable table{"collections", Collections};
    return table;
}

CopiedTable documentsTable(qint64 number)
{
    return {"c_" + QByteArray::number(number), Documents, 1, number};
}

} // namespace Store
