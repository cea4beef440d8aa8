// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** Amazon Bedrock as a host of models, over the AWS SDK. */
@NullMarked
package dev.posada.bedrock;

import org.jspecify.annotations.NullMarked;
