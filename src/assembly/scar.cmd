@echo off
rem Runs scar, unpacked from the zip; Java 17 or newer is needed.
setlocal
where java >nul 2>nul || (echo scar: java is not on the PATH; Java 17 or newer is needed 1>&2 & exit /b 1)
set "home=%~dp0"
java -XX:+UseParallelGC -XX:TieredStopAtLevel=4 -Xshare:auto %SCAR_JAVA_OPTS% "-Dscar.home=%home:~0,-1%" -Dscar.terminal=true -jar "%home%scar.jar" %*
exit /b %errorlevel%
