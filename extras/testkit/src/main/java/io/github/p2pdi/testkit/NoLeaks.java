package io.github.p2pdi.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Says that the tests of a class leave nothing behind. Each is watched by {@link LeakCheck}, and no other test of the JVM runs meanwhile, so
 * that nothing of theirs is counted.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LeakCheck.class)
@Isolated("what other tests have open would be counted")
public @interface NoLeaks {}
