# Runs PostgreSQL for the server: watch-postgres.sh <socket folder> <command of postgres …>
#
# Standard input is a pipe that only the server holds open. When it closes, because the server asks or because it
# died, PostgreSQL is told to shut down fast. The end of this script tells the server that PostgreSQL has ended.

# These reach whole sessions, and machines that go down. PostgreSQL decides when it is done.
trap '' HUP INT TERM

socket_folder=$1
shift

exec 3<&0
"$@" </dev/null 3<&- &
postgres=$!
{ read -r _ <&3; kill -INT "$postgres"; } 2>/dev/null &
watch=$!
exec 3<&-

wait "$postgres"
status=$?
kill -KILL "$watch" 2>/dev/null
rm -rf -- "$socket_folder"
exit "$status"
