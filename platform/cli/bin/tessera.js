#!/usr/bin/env node
// npm links this file at install, when the build is not there yet.
import "../dist/main.js";
