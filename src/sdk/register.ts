/**
 * What `node --import dasedeck/register --test` does before the tests: it lets Node load service files.
 *
 * @module
 */
import "../main/test-kit/register.ts";
