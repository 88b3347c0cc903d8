package dev.scar.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When an argument would change nothing; it is refused then.
 *
 * <p>Others are named as {@code --model}, which is any value that is given, or {@code
 * --format=csv}, which is that value.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Idle {
  /** Where none of these is there. */
  String[] without() default {};

  /** Where one of these is there. */
  String[] beside() default {};
}
