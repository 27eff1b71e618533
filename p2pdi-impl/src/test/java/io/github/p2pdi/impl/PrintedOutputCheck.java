package io.github.p2pdi.impl;

import io.github.p2pdi.testkit.PrintedOutputContract;

/** What the tests of this module have printed. */
class PrintedOutputCheck extends PrintedOutputContract {}
