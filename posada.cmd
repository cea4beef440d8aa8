@echo off
rem Runs posada from a clone, and builds it on first use. To have it built again, delete cli\target\posada.jar.
setlocal EnableExtensions DisableDelayedExpansion

set "root=%~dp0"
set "target=%root%cli\target"
set "jar=%target%\posada.jar"
set "archive=%target%\posada.jsa"
set "log=%target%\posada-build.log"
rem The JVM's own warnings would go to standard output, where the answer belongs.
set "flags=-XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable"

if defined JAVA_HOME goto java_home
set "java=java.exe"
where /q java.exe && goto java_found
>&2 echo posada: Java 17 or newer is needed. Install a JDK, or set JAVA_HOME to one.
exit /b 1

:java_home
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto java_found
>&2 echo posada: There is no bin\java.exe in JAVA_HOME, which is "%JAVA_HOME%".
exit /b 1

:java_found
if exist "%jar%" goto run
where /q mvn || goto no_maven
if not exist "%target%" mkdir "%target%"
>&2 echo Building posada (first use, about a minute)...
pushd "%root%"
rem Maven reads MAVEN_ARGS by itself from 3.9 on only, and twice does no harm.
call mvn %MAVEN_ARGS% -B -q -Pquick -DskipTests package -pl cli -am >"%log%" 2>&1 <nul
set "status=%ERRORLEVEL%"
popd
if "%status%"=="0" goto archive_classes
>&2 type "%log%"
>&2 echo posada: The build failed. What Maven said is above and in "%log%".
exit /b 1

:no_maven
>&2 echo posada: Maven is needed to build posada on first use. Install it so that mvn is on the PATH.
exit /b 1

:archive_classes
rem Halves the time of each start. Where it does not work, posada starts without.
"%java%" %flags% "-XX:DumpLoadedClassList=%target%\posada.classes" -cp "%jar%" dev.posada.cli.Rehearsal >nul 2>&1 <nul
"%java%" %flags% -Xshare:dump "-XX:SharedClassListFile=%target%\posada.classes" "-XX:SharedArchiveFile=%archive%" -cp "%jar%" >nul 2>&1 <nul

:run
if not exist "%archive%" goto run_plain
"%java%" %flags% "-XX:SharedArchiveFile=%archive%" %POSADA_JAVA_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%

:run_plain
"%java%" %POSADA_JAVA_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%
