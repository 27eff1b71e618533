package io.github.p2pdi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders what the packages exported by a module offer to other code, as text that is the same on every JDK. */
final class PublicApi {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    private PublicApi() {}

    /** A line for each type, below it an indented one for each member. */
    static String render(Path classes) throws IOException {
        ModuleDescriptor module;
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            module = ModuleDescriptor.read(in);
        }
        return module.exports().stream()
                .filter(exported -> !exported.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .sorted()
                .flatMap(name -> typesOf(classes, name).stream())
                .map(type -> header(type) + "\n"
                        + members(type).map(line -> "    " + line + "\n").collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private static List<Class<?>> typesOf(Path classes, String packageName) {
        try (Stream<Path> files = Files.list(classes.resolve(packageName.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> packageName + "." + name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .<Class<?>>map(PublicApi::load)
                    .filter(PublicApi::isVisible)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        if (type.isAnonymousClass() || type.isLocalClass()) {
            return false;
        }
        Class<?> owner = type.getDeclaringClass();
        return owner == null
                ? Modifier.isPublic(type.getModifiers())
                : isVisible(owner) && isVisible(type.getModifiers(), owner);
    }

    /** Protected says something only where the owner can be extended. */
    private static boolean isVisible(int modifiers, Class<?> owner) {
        return Modifier.isPublic(modifiers)
                || (Modifier.isProtected(modifiers) && !Modifier.isFinal(owner.getModifiers()));
    }

    private static String header(Class<?> type) {
        boolean isInterface = type.isInterface();
        int implied = isInterface ? Modifier.ABSTRACT | Modifier.INTERFACE | Modifier.STATIC : 0;
        Class<?> parent = type.getSuperclass();
        boolean impliedParent = isInterface || type.isRecord() || type.isEnum() || parent == Object.class;
        return Modifier.toString(type.getModifiers() & ~implied)
                + (type.isSealed() ? " sealed " : " ")
                + kind(type) + " " + type.getName()
                + typeParameters(type)
                + (impliedParent
                        ? ""
                        : " extends " + type.getGenericSuperclass().getTypeName())
                + list(isInterface ? " extends " : " implements ", type.getGenericInterfaces())
                + (type.isSealed() ? list(" permits ", type.getPermittedSubclasses()) : "");
    }

    private static String kind(Class<?> type) {
        if (type.isInterface()) {
            return type.isAnnotation() ? "@interface" : "interface";
        }
        if (type.isRecord()) {
            return "record";
        }
        return type.isEnum() ? "enum" : "class";
    }

    private static String typeParameters(Class<?> type) {
        String parameters = Arrays.stream(type.getTypeParameters())
                .map(parameter -> parameter.getName() + bounds(parameter))
                .collect(Collectors.joining(", "));
        return parameters.isEmpty() ? "" : "<" + parameters + ">";
    }

    private static String bounds(TypeVariable<?> parameter) {
        return Arrays.stream(parameter.getBounds())
                .map(Type::getTypeName)
                .collect(Collectors.joining(" & ", " extends ", ""));
    }

    private static String list(String word, Type[] types) {
        String names = Arrays.stream(types).map(Type::getTypeName).sorted().collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : word + names;
    }

    private static Stream<String> members(Class<?> type) {
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> isOffered(field, type))
                .map(Field::toGenericString);
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> isOffered(constructor, type))
                .map(Constructor::toGenericString);
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> isOffered(method, type) && !OF_EVERY_OBJECT.contains(method.getName()))
                .map(Method::toGenericString);
        return Stream.of(fields, constructors, methods)
                .flatMap(lines -> lines)
                .map(line -> line.replace(type.getName() + ".", "").replace("java.lang.", ""))
                .sorted();
    }

    private static boolean isOffered(Member member, Class<?> owner) {
        return isVisible(member.getModifiers(), owner) && !member.isSynthetic();
    }
}
