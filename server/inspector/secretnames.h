// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace Inspector {

/// Whether a value under this name is a secret: a key of JSON, a field of a form, a parameter, a
/// header. `password`, `secret`, `token`, `apikey` and the like, in any case, with - or _, also at
/// the end of a longer name such as `smtpPassword`, and as one step of a path such as
/// `user[token]`; `pass`, `pwd`, `bearer` and `jwt` only as a whole name. Any thread.
bool isSecretName(QByteArrayView name);

/// A quick look that saves almost every text a run of TextMasker: false only if TextMasker would
/// leave @p text as it is. Any thread.
bool mayHoldSecret(QByteArrayView text);

} // namespace Inspector
