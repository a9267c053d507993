// SPDX-License-Identifier: GPL-3.0-or-later
// Shows this server's description; a key in the page's own address opens it from elsewhere too.
SwaggerUIBundle({
  url: '/openapi.json' + window.location.search,
  dom_id: '#api',
  deepLinking: true,
  persistAuthorization: true,
  validatorUrl: null,
});
