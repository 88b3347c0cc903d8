@echo off
rem Runs scar, unpacked from the zip; Java 17 or newer is needed. From JDK 24 on the JVM warns about sun.misc.Unsafe, which Akka
rem uses, unless it is told to allow that; older ones do not know the option, and are told to pass over it. A batch file cannot ask
rem whether it writes to a terminal: Java says so, in its own way rather than by JLine.
setlocal EnableExtensions DisableDelayedExpansion
where java >nul 2>nul
if errorlevel 1 (
  echo scar: java is not on the PATH; Java 17 or newer is needed>&2
  exit /b 1
)
java -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow -XX:+UseParallelGC -XX:MetaspaceSize=64m -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000 %SCAR_JAVA_OPTS% "-Dscar.home=%~dp0." -Djdk.console=java.base -Dscar.terminal=console -jar "%~dp0scar.jar" %*
exit /b %errorlevel%
