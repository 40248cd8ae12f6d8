# A Dockerfile as a table: stage, keyword, flags, text. What this project does not use is an error.
function emit(text,   keyword, flags) {
	keyword = text
	sub(/[ \t].*/, "", keyword)
	sub(/^[A-Z]+[ \t]+/, "", text)
	flags = ""
	while (match(text, /^--[a-z-]+=[^ \t]+[ \t]+/)) {
		flags = flags substr(text, 1, RLENGTH)
		text = substr(text, RLENGTH + 1)
	}
	gsub(/[ \t]+/, " ", text)
	if (keyword == "FROM") {
		if (split(text, words, " ") != 3 || words[2] != "AS") fail("FROM IMAGE AS NAME", text)
		stage = words[3]
		text = words[1]
	} else if (keyword !~ /^(RUN|COPY|ENV|LABEL|WORKDIR|USER|VOLUME|EXPOSE|HEALTHCHECK|STOPSIGNAL|ENTRYPOINT|CMD)$/) {
		fail("an instruction that this knows", keyword)
	} else if (stage == "") {
		fail("FROM first", keyword)
	}
	print stage "\t" keyword "\t" flags "\t" text
}
function fail(expected, found) {
	print FILENAME ":" FNR ": expected " expected ", found " found > "/dev/stderr"
	failed = 1
	exit 1
}
/^[ \t]*(#|$)/ { next }
/\\$/ { whole = whole substr($0, 1, length($0) - 1); next }
{ emit(whole $0); whole = "" }
END { exit failed }
