package io.github.p2pdi.impl.contract;

import java.lang.reflect.Constructor;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a class that a {@link ContractRun} runs the fault of that run, where its constructor asks for one. */
public final class FaultOfTheRun implements ParameterResolver {
    static final String FAULT = "p2pdi.contract.fault";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable() instanceof Constructor;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String name = context.getConfigurationParameter(FAULT).orElseThrow();
        for (Object fault : parameter.getParameter().getType().getEnumConstants()) {
            if (((Enum<?>) fault).name().equals(name)) {
                return fault;
            }
        }

        throw new IllegalArgumentException(name + " is none of " + parameter.getParameter());
    }
}
