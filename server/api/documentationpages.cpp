// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/hookreference.h"
#include "server/api/pagefile.h"
#include "server/api/routes.h"

namespace Api {

namespace {

using Response = Result<Http::Response>;

/// The viewer is Swagger UI from npm, so that it works offline.
Response apiPage(const Exchange &)
{
    auto page = pageFile("docs.html", "text/html; charset=utf-8");
    // data: because the viewer's style sheet holds its pictures.
    if (page)
        page->headers.append(
            Http::Header("Content-Security-Policy",
                         "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src "
                         "'self' data:"));
    return page;
}

Response hookPage(const Exchange &)
{
    Http::Response page;
    page.body = hookReferencePage();
    page.headers.append(
        Http::Header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"));
    page.contentType = "text/html; charset=utf-8";
    return page;
}

Response pageScript(const Exchange &)
{
    return pageFile("docs.js", "text/javascript; charset=utf-8");
}

Response viewerScript(const Exchange &)
{
    return pageFile("swagger-ui-bundle.js", "text/javascript; charset=utf-8");
}

Response viewerStyle(const Exchange &)
{
    return pageFile("swagger-ui.css", "text/css; charset=utf-8");
}

} // namespace

Rows documentationRoutes()
{
    return {
        {"GET", "/docs", Rights::Local, Recording::Whole,
         "A page that shows `/openapi.json` and sends requests; it works offline.", apiPage},
        {"GET", "/docs/hooks", Rights::Local, Recording::Whole, "The reference of codehooks.",
         hookPage},
        {"GET", "/docs/docs.js", Rights::Local, Recording::Whole, "A part of `/docs`.", pageScript},
        {"GET", "/docs/swagger-ui-bundle.js", Rights::Local, Recording::Whole, "A part of `/docs`.",
         viewerScript},
        {"GET", "/docs/swagger-ui.css", Rights::Local, Recording::Whole, "A part of `/docs`.",
         viewerStyle},
    };
}

} // namespace Api
