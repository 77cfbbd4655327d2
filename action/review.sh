#!/usr/bin/env bash
# The step of action.yml. Reads its inputs from the environment; nothing of the pull request is checked out or run.
set -uo pipefail

roadmap="${ROADMAP_COMMAND:-$RUNNER_TEMP/roadmap/bin/roadmap}"
if [[ ! "$NUMBER" =~ ^[0-9]{1,9}$ ]]; then
  echo "error: no pull request to review; run on pull_request, or set the input pull-request" >&2
  exit 2
fi

arguments=(review --pr "$REPOSITORY#$NUMBER" --max-comments "$MAX_COMMENTS" --key "$KEY")
[[ -n "$FAIL_ON" ]] && arguments+=(--fail-on "$FAIL_ON")
[[ "$ONLY_PROBLEMS" == "true" ]] && arguments+=(--only-problems)
if [[ -n "$FROM" ]]; then
  arguments+=(--from "$FROM" --post)
  [[ -n "$EXPECT_HEAD" ]] && arguments+=(--expect-head "$EXPECT_HEAD")
else
  [[ "$COMMENT" == "true" ]] && arguments+=(--post)
  [[ "$STEP_SUMMARY" == "true" ]] && arguments+=(--write "markdown=$RUNNER_TEMP/roadmap-review.md")
  [[ -n "$SARIF" ]] && arguments+=(--write "sarif=$SARIF")
  [[ -n "$SAVE" ]] && arguments+=(--write "json=$SAVE")
fi
# Annotations are workflow commands; with them off, the words of documents must not become any.
if [[ "$ANNOTATIONS" == "true" && -z "$FROM" ]]; then arguments+=(--format github); else arguments+=(--format json); fi

paths=()
while IFS= read -r path; do
  [[ -n "${path//[[:space:]]/}" ]] && paths+=("$path")
done <<<"$ROADMAP_PATHS"

if [[ "$ANNOTATIONS" == "true" && -z "$FROM" ]]; then
  "$roadmap" "${arguments[@]}" -- ${paths[@]+"${paths[@]}"}
else
  "$roadmap" "${arguments[@]}" -- ${paths[@]+"${paths[@]}"} >/dev/null
fi
code=$?
[[ -f "$RUNNER_TEMP/roadmap-review.md" ]] && cat "$RUNNER_TEMP/roadmap-review.md" >>"$GITHUB_STEP_SUMMARY"
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
