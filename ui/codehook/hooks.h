// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QString>

#include <array>

/// The hooks that a script may declare, in the order of a request (contract: codehooks 2).
namespace HookList {

enum class Phase { Before, After, Background };

struct Hook
{
    const char *name;
    const char *method; ///< The method it belongs to, or "JOB".
    Phase phase;
    const char *lines; ///< The body of a new one.
};

inline constexpr std::array Hooks = {
    Hook{"beforeGET", "GET", Phase::Before,
         "  log.debug('reading', req.query);\n  res.end({ query: req.query });\n"},
    Hook{"beforePOST", "POST", Phase::Before,
         "  if (!req.body.name) {\n    return res.end({ error: [{ field: 'name', message: 'is "
         "missing' }] });\n  }\n  res.end({ data: req.body });\n"},
    Hook{"beforePUT", "PUT", Phase::Before, "  res.end({ data: req.body });\n"},
    Hook{"beforePATCH", "PATCH", Phase::Before, "  res.end({ data: req.body });\n"},
    Hook{"beforeDELETE", "DELETE", Phase::Before, "  res.end();\n"},
    Hook{"afterPOST", "POST", Phase::After,
         "  log.info('stored', req.result._id);\n  res.end();\n"},
    Hook{"afterPUT", "PUT", Phase::After, "  log.info('changed', req.result._id);\n  res.end();\n"},
    Hook{"afterPATCH", "PATCH", Phase::After,
         "  log.info('changed', req.result._id);\n  res.end();\n"},
    Hook{"afterDELETE", "DELETE", Phase::After,
         "  log.info('deleted', req.result);\n  res.end();\n"},
    Hook{"runJob", "JOB", Phase::Background, "  res.end('done');\n"},
};

} // namespace HookList
