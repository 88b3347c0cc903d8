@echo off
rem Runs scar, unpacked from the zip; Java 17 or newer is needed.
setlocal
where java >nul 2>nul || (echo scar: java is not on the PATH; Java 17 or newer is needed 1>&2 & exit /b 1)
set "home=%~dp0"
java -XX:+UseParallelGC -XX:MetaspaceSize=64m -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000 %SCAR_JAVA_OPTS% "-Dscar.home=%home:~0,-1%" -Dscar.terminal=true -jar "%home%scar.jar" %*
exit /b %errorlevel%
